# Makes a root file system that is odd where stdio passes: a copy of an image's, whose /dev holds a true /dev/null and the usual links, is changed. Whoever
# runs it, under `sh -e`, is root, since it makes devices.
#
# Variables: image, the image's own; root, its copy; outside, a directory of the case's own, to which alone links lead: with the file `file` and the
# directory `directory` in it; oddity, the name of one. Neither root nor outside is there yet.
: "${image:?}" "${root:?}" "${outside:?}" "${oddity:?}"
mkdir "$root" "$outside" "$outside/directory"
echo 'as it was made' >"$outside/file"
cp -a "$image/." "$root"
rm -f "$root/dev/null"
mknod -m 666 "$root/dev/null" c 1 3
case $oddity in
  null-is-a-file)
    rm "$root/dev/null"
    echo impostor >"$root/dev/null"
    chmod 666 "$root/dev/null"
    ;;
  null-is-another-device) # /dev/zero (devices.txt)
    rm "$root/dev/null"
    mknod -m 666 "$root/dev/null" c 1 5
    ;;
  # What is outside is mounted inside too, by the same path: a link leads there before and after the change of roots.
  null-is-a-link)
    ln -sf "$outside/file" "$root/dev/null"
    mkdir -p "$root$outside"
    ;;
  console-is-a-link)
    ln -s "$outside/file" "$root/dev/console"
    mkdir -p "$root$outside"
    ;;
  dev-is-a-link)
    rm -r "${root:?}/dev"
    ln -s "$outside/directory" "$root/dev"
    ;;
  dev-is-a-file)
    rm -r "${root:?}/dev"
    echo impostor >"$root/dev"
    ;;
  no-dev) rm -r "${root:?}/dev" ;;
  no-program) rm -r "${root:?}/usr/bin" ;;
  no-proc) rmdir "$root/proc" ;;
esac
