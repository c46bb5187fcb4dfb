# Parameters: the directory that is exported, and a number of threads. On stdin come other such numbers, each of which `done` on stdout
# answers. Daemons and all end with the PID namespace.
set -e
export=$1 threads=$2
ip link set lo up
mount -t tmpfs tmpfs "$export"
mount -t tmpfs tmpfs /run
mkdir -p /var/lib/nfs
mount -t tmpfs tmpfs /var/lib/nfs
mkdir -p /run/rpcbind /run/rpc_pipefs /var/lib/nfs/nfsdcld /var/lib/nfs/sm /var/lib/nfs/sm.bak
touch /var/lib/nfs/etab /var/lib/nfs/rmtab
mount -t nfsd nfsd /proc/fs/nfsd
echo 10 >/proc/fs/nfsd/nfsv4gracetime
echo 10 >/proc/fs/nfsd/nfsv4leasetime
# With nfsdcld the server knows that no client of an earlier life can come back, and has no period of grace; without it the first open of
# NFSv4 waits for one, here ten seconds, the least that it takes (nfsd(7)).
if mount -t rpc_pipefs rpc_pipefs /run/rpc_pipefs; then nfsdcld -p /run/rpc_pipefs || :; fi
trap 'rpc.nfsd 0; exportfs -au' EXIT
rpcbind -w
rpc.mountd
exportfs -i -o rw,no_root_squash,insecure,no_subtree_check,fsid=0 "127.0.0.1:$export"
rpc.nfsd "$threads"
echo ready >&2
while read -r count; do
  rpc.nfsd "$count"
  echo "done"
done
