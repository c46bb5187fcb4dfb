# Parameters: control groups that are made for it, `--`, and the words of systemd-nspawn, which this becomes.
#
# What nspawn would leave is kept apart from the machine: with `--keep-unit` it makes groups `payload` and `supervisor` below the group that
# it stands in, as if that were the own group of a service, so it is given one; and its directories in /run go to a tmpfs of a mount
# namespace of its own.
while [ "$1" != -- ]; do
  mkdir "$1" && echo $$ >"$1/cgroup.procs"
  shift
done
shift
for top in /run/systemd /run; do [ -d $top ] && mount -t tmpfs -o mode=755 tmpfs $top && break; done
exec systemd-nspawn "$@"
