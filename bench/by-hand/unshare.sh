# A container by unshare, mount and chroot.
launch() { # place control program... ; fds 0-2 are PID 1's already
  case $1 in
    pid1) shift; unshare --mount --pid --fork --kill-child -- sh -c "$setup $become" init "$root" "$@" ;;
    under-init) shift; unshare --mount --pid --fork --kill-child -- sh -c "$setup ($become) & wait \$!" init "$root" "$@" ;;
    host-pid-namespace) shift; unshare --mount -- sh -c "$setup $become" init "$root" "$@" ;;
  esac
}
setup='set -e; read -r pid _ </proc/self/stat; echo "$pid" >"$2/pid"; root=$1; mount --bind "$root" "$root"; mount -o remount,bind,ro "$root"; mount --bind "$2" "$root/fd012"; mount -o remount,bind,ro "$root/fd012"; mount --bind "$2/events" "$root/fd012/events"; mount -t proc proc "$root/proc"; mount --bind /dev/null "$root/dev/null"; shift 2;'
become='exec chroot "$root" "$@"'
