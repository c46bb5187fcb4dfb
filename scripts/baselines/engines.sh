#!/usr/bin/env bash
# Runs a command among other engines: engines.sh PROGRAMS STATE COMMAND... The programs of the directory PROGRAMS come first in everybody's PATH, also in the one
# that the suite gives to what it starts; and the containerd and the dockerd that the command meets are started for it from them, on sockets and directories in
# STATE, and end with it. This machine's own go on untouched.
set -euo pipefail

# The mounts are its own, and shared, as systemd makes a machine's: what the suite mounts has to be seen by daemons that run already.
if [ "$1" != --apart ]; then exec unshare --mount --propagation private -- bash "$0" --apart "$@"; fi
programs=$2 state=$3
shift 3
mount --make-rshared /
mount --bind "$programs" /usr/local/sbin
export PATH="/usr/local/sbin:$PATH" CONTAINERD_ADDRESS="$state/containerd.sock" DOCKER_HOST="unix://$state/docker.sock"
mkdir -p "$state"

daemons=()
finish() {
  for daemon in "${daemons[@]}"; do
    kill "$daemon" 2>/dev/null || true
    wait "$daemon" || true
  done
}
trap finish EXIT

# Nobody tells when a socket takes requests, so it is asked.
await() { # NAME COMMAND...
  local name=$1 pid=${daemons[-1]} ends=$((SECONDS + 60))
  shift
  until timeout 5 "$@" >"$state/asked" 2>&1; do
    if ! kill -0 "$pid" 2>/dev/null || [ "$SECONDS" -ge "$ends" ]; then
      echo "The newer $name does not serve: $(tail -n 1 "$state/$name.log"); $(tail -n 1 "$state/asked")" >&2
      exit 3
    fi
    sleep 0.1
  done
}

printf 'version = 2\ndisabled_plugins = ["io.containerd.grpc.v1.cri"]\n' >"$state/containerd.toml"
containerd --config "$state/containerd.toml" --root "$state/containerd" --state "$state/containerd-run" --address "$CONTAINERD_ADDRESS" \
  >"$state/containerd.log" 2>&1 </dev/null &
daemons+=($!)
await containerd ctr version

# With a /run of its own: there it does not find a containerd of this machine's, which it would take for its own.
echo '{}' >"$state/docker.json"
# shellcheck disable=SC2016 # These are expanded by the shell that has the mounts.
unshare --mount --propagation slave -- sh -c 'mount -t tmpfs tmpfs /run && exec "$@"' sh \
  dockerd --config-file "$state/docker.json" --data-root "$state/docker" --exec-root "$state/docker-run" --pidfile "$state/docker.pid" --host "$DOCKER_HOST" \
  --exec-opt native.cgroupdriver=cgroupfs --bridge none --iptables=false --ip6tables=false >"$state/docker.log" 2>&1 </dev/null &
daemons+=($!)
await docker docker version

"$@"
