import { readdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { options } from "./cases.js";
import { run } from "./measure.js";

/** Claims that a person's script can do, and that every runtime here can. */
export const patterns = ["stale-log/*", "exit-status/code/*", "exit-status/signal/SIGKILL-pid1"];

/** A run of the suite. @param scratch a directory for its report */
export function suite(runtime, jobs, scratch, ...words) {
  const out = ["--out", join(scratch, "report"), "--reporter", `progress=${join(scratch, "progress")}`];
  const command = ["dist/cli.js", "run", "--runtime", runtime, "--jobs", String(jobs), "--image", "node"];
  return () => run(process.execPath, [...command, ...options, ...out, ...words, ...patterns]);
}

/** The same launches by a shell script. */
export function byHand(runtime, cases) {
  const words = ["bench/by-hand/cases.sh", newestRootfs(), "dist/stalefs.js", runtime];
  return () => run("sh", words, { input: cases });
}

function newestRootfs() {
  const images = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "fd012/images");
  const ours = readdirSync(images).filter((entry) => entry.startsWith(`node-${process.versions.node}-`));
  const [newest] = ours.sort((a, b) => statSync(join(images, b)).mtimeMs - statSync(join(images, a)).mtimeMs);
  return join(images, newest, "rootfs");
}
