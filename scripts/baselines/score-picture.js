import { joinedReport } from "./faults-page.js";

/** Those that most people have first; the rootless and the detached ones are left out. */
const COLUMNS = [
  "runc",
  "crun",
  "podman+crun",
  "docker",
  "containerd",
  "cri",
  "runsc",
  "lxc",
  "nspawn",
  "bwrap",
  "unshare",
];

/** The score of the runtimes of one release as a picture, as fd012's own reporter draws it. @param runs { name, run } */
export function scorePicture(runs) {
  return joinedReport("svg", runs, COLUMNS);
}
