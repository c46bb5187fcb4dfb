#!/usr/bin/env bash
# Measures this machine's runtimes, and the same runtimes of the next Debian, and writes what later runs are compared with:
# reports/baselines/RELEASE/RUNTIME.json. Needs root, Debian 12, the runtimes (fd012 doctor --install) and debootstrap; takes some
# minutes. A directory that debootstrap has made before can be named: scripts/baselines/make.sh DIRECTORY. Then: node scripts/baselines/write.js
# LOOPS=100 repeats every case so often, and keeps out what does not come out alike each time (loops.js); takes days.
set -euo pipefail
loops=${LOOPS:-1}
cd "$(dirname "$0")/../.."
top=$PWD
work=$(mktemp -d)
trap 'rm -rf --one-file-system "$work"' EXIT

newer=trixie
next="$top/reports/baselines/debian-13"
here="$top/reports/baselines/debian-12"
rm -rf "$here" "$here-rootless" "$next"
mkdir -p "$here" "$here-rootless" "$next"

node scripts/setup.js
root=${1:-$work/$newer}
mirror=$(apt-get indextargets --format '$(REPO_URI) $(CODENAME) $(COMPONENT)' | awk '$1 ~ "/debian/?$" && $3 == "main" { print $1; exit }')
if [ $# = 0 ]; then
  debootstrap --variant=minbase --include=runc,crun,bubblewrap,conmon,containerd,docker.io,docker-cli,iptables "$newer" "$root" "$mirror" >"$work/debootstrap.log" ||
    { tail -n 5 "$work/debootstrap.log" >&2; exit 3; }
fi

# The newer release's /usr takes the place of this one's, in a mount namespace that ends with the program: as in a chroot, it meets its
# own libraries, and unlike in a chroot every path of the suite's is where the suite says. What it starts in turn is the newer one's too.
mkdir "$work/programs"
cat >"$work/from-newer" <<'SCRIPT'
#!/bin/sh
exec unshare --mount --propagation slave -- sh -c 'mount --bind "$0/usr" /usr && exec "$@"' "$NEWER" "${0##*/}" "$@"
SCRIPT
# conmon starts the OCI runtime and podman again, which must stay this machine's: only its own libraries are the newer ones.
cat >"$work/conmon" <<'SCRIPT'
#!/bin/sh
exec "$NEWER"/lib64/ld-linux-*.so.* --library-path "$NEWER/usr/lib/$(uname -m)-linux-gnu" "$NEWER/usr/bin/conmon" "$@"
SCRIPT
sed -i "s#\$NEWER#$root#g" "$work/from-newer" "$work/conmon"
chmod +x "$work/from-newer" "$work/conmon"
for program in runc crun bwrap; do ln -s from-newer "$work/$program"; done
# Engines are found by PATH, and start each other so.
for program in containerd ctr dockerd docker; do ln -s "$work/from-newer" "$work/programs/$program"; done

# Paths in what is checked in are relative to the directory where it was measured.
cd "$work"
measure() { # NAME SPEC DIRECTORY [OPTION...]
  local name=$1 spec=$2 directory=$3 code=0
  shift 3
  "${among[@]}" node "$top/dist/cli.js" run --runtime "$spec" --out "out/$name" --repeat "$loops" "$@" 2>"$work/said" || code=$?
  sed -n "s#^[0-9]* cases: #${directory##*/} $name: #p" "$work/said"
  [ "$code" -le 1 ] || { cat "$work/said" >&2; exit "$code"; }
  if [ "$loops" = 1 ]; then mv "out/$name/baseline.json" "$directory/$name.json"
  else node "$top/scripts/baselines/loops.js" "out/$name/run.json" "$directory/$name.json" "$loops"; fi
  rm -rf out
}
among=()
for name in unshare runc runc+detached crun crun+detached runsc podman+crun docker containerd cri bwrap nspawn lxc; do
  measure "$name" "$name" "$here"
done
# The same on behalf of a user of this machine's, who has subordinate ids. Without npm 8: it starts programs as the owner of its directory, and in a
# user namespace whose runtime has not unpacked the image itself that is nobody.
images=()
for image in node abort abort:static abort:musl actor npm init:tini init:dumb-init init:catatonit; do images+=(--image "$image"); done
id fd012-rootless >/dev/null 2>&1 || useradd --create-home fd012-rootless
measure rootless-crun rootless-crun=crun "$here-rootless" --as fd012-rootless "${images[@]}"
measure rootless-podman rootless-podman=podman+crun "$here-rootless" --as fd012-rootless
# Of no Debian: measured where somebody has put it.
if command -v haconiwa >/dev/null; then measure haconiwa haconiwa "$here"; fi
for name in runc runc+detached crun crun+detached; do measure "$name" "./$name" "$next"; done
measure bwrap bwrap=bwrap+./bwrap "$next"
measure podman+crun podman+crun "$next" --conmon ./conmon

among=("$top/scripts/baselines/engines.sh" "$work/programs" "$work/engines")
for name in containerd docker cri; do measure "$name" "$name" "$next"; done

# crun of the releases around these two, for its history. Each has its own /usr, as above.
among=()
for release in bullseye:debian-11 sid:debian-sid; do
  suite=${release%%:*} directory="$top/reports/baselines/${release##*:}"
  debootstrap --variant=minbase --include=crun "$suite" "$work/$suite" "$mirror" >"$work/debootstrap.log" ||
    { tail -n 5 "$work/debootstrap.log" >&2; exit 3; }
  mkdir -p "$directory" "$work/of-$suite"
  sed "s#$root#$work/$suite#g" "$work/from-newer" >"$work/of-$suite/crun"
  chmod +x "$work/of-$suite/crun"
  ln -sfn "$work/of-$suite/crun" crun
  measure crun ./crun "$directory"
done
