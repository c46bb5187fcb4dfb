#!/usr/bin/env bash
# Makes the machine ready for a run, and where asked installs the runtimes that are missing. A merge needs nothing of it.
set -euo pipefail
if [ "$FD012_COMMAND" = merge ]; then exit 0; fi

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo env "PATH=$PATH" "$@"; fi; }
[ -c /dev/fuse ] || as_root modprobe fuse || echo "::notice::there is no /dev/fuse: claims about stale logs are skipped"
if [ "$FD012_INSTALL" = true ]; then
  as_root apt-get update -qq
  as_root "$(command -v node)" "$FD012_HOME/node_modules/fd012/dist/cli.js" doctor --install --yes
fi
