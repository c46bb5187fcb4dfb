#!/usr/bin/env bash
# Dependencies and build of the action's own copy of fd012, and where asked the runtimes that are missing.
set -euo pipefail
cd "$(dirname "$0")/../.."

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo env "PATH=$PATH" "$@"; fi; }
node scripts/setup.js
[ -c /dev/fuse ] || as_root modprobe fuse || echo "::notice::there is no /dev/fuse: claims about stale logs are skipped"
if [ "${FD012_INSTALL:-false}" = true ]; then
  as_root apt-get update -qq
  as_root "$(command -v node)" dist/cli.js doctor --install --yes
fi
