# A container by runc in the foreground: a bundle with the config.json that fd012 writes, less its label.
launch() {
  control=$2 bundle=$2.bundle args=
  shift 2
  for word; do args="$args${args:+, }\"$word\""; done
  mkdir "$bundle"
  cat >"$bundle/config.json" <<CONFIG
{ "ociVersion": "1.0.2",
  "process": { "terminal": false, "user": { "uid": 0, "gid": 0 }, "args": [$args], "cwd": "/", "noNewPrivileges": true,
    "env": ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
    "capabilities": { "bounding": [$capabilities], "effective": [$capabilities], "permitted": [$capabilities] } },
  "root": { "path": "$root", "readonly": true },
  "hostname": "fd012",
  "mounts": [
    { "destination": "/proc", "type": "proc", "source": "proc" },
    { "destination": "/dev", "type": "tmpfs", "source": "tmpfs", "options": ["nosuid", "strictatime", "mode=755", "size=65536k"] },
    { "destination": "/dev/pts", "type": "devpts", "source": "devpts", "options": ["nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620"] },
    { "destination": "/tmp", "type": "tmpfs", "source": "tmpfs", "options": ["nosuid", "strictatime", "mode=1777", "size=65536k"] },
    { "destination": "/fd012", "type": "bind", "source": "$control", "options": ["bind", "ro"] },
    { "destination": "/fd012/events", "type": "bind", "source": "$control/events", "options": ["bind", "rw"] } ],
  "linux": { "cgroupsPath": "/bench-$$-$n", "namespaces": [{ "type": "pid" }, { "type": "mount" }, { "type": "ipc" }, { "type": "uts" }] } }
CONFIG
  runc --root "$top/runc" run --bundle "$bundle" --pid-file "$control/pid" "bench-$$-$n"
}
capabilities='"CAP_AUDIT_WRITE", "CAP_KILL", "CAP_NET_BIND_SERVICE"'
