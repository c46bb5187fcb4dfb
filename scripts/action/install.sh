#!/usr/bin/env bash
# Installs the packed release into FD012_HOME: of the action's own version, or what the input `package` names. It depends on nothing, so that no
# registry is asked.
set -euo pipefail
action="$(cd "$(dirname "$0")/../.." && pwd)"

fail() {
  echo "::error::fd012: $1"
  exit 2
}
fetch() { curl --fail --silent --show-error --location --retry 3 --proto '=https' --output "$2" "$1"; }

mkdir -p "$FD012_HOME"
file="$FD012_HOME/package.tgz" sha256="$FD012_SHA256"
case "$FD012_PACKAGE" in
  "")
    version="$(node -p 'JSON.parse(require("fs").readFileSync(process.argv[1])).version' "$action/package.json")"
    [ -n "$FD012_REPOSITORY" ] || fail "A local copy of the action has no releases: name a packed file in package."
    release="$GITHUB_SERVER_URL/$FD012_REPOSITORY/releases/download/v$version"
    fetch "$release/fd012-$version.tgz" "$file" || fail "There is no $release/fd012-$version.tgz: name a packed file in package."
    if [ -z "$sha256" ]; then
      fetch "$release/SHA256SUMS" "$file.sums" || fail "There is no $release/SHA256SUMS: give the file's sha256."
      sha256="$(awk -v name="fd012-$version.tgz" '$2 == name { print $1 }' "$file.sums")"
      [ -n "$sha256" ] || fail "$release/SHA256SUMS has no fd012-$version.tgz: give the file's sha256."
    fi
    ;;
  https://*)
    [ -n "$sha256" ] || fail "A package by its address needs sha256, for it is to run as root."
    fetch "$FD012_PACKAGE" "$file" || fail "$FD012_PACKAGE cannot be fetched."
    ;;
  *)
    [ -f "$FD012_PACKAGE" ] || fail "package names $FD012_PACKAGE, which is no file and no https:// address."
    cp -- "$FD012_PACKAGE" "$file"
    ;;
esac
if [ -n "$sha256" ] && ! echo "$sha256  $file" | sha256sum --check --strict --status; then
  fail "The package's sha256 is $(sha256sum "$file" | cut -d ' ' -f 1), and $sha256 was asked for."
fi
npm install --offline --ignore-scripts --no-audit --no-fund --loglevel=error --prefix "$FD012_HOME" "$file" >/dev/null
