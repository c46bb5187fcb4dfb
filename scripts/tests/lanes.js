import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Of a test that starts a virtual machine, or asks for what one needs. */
const NAMES_ONE = /fixtures\/kernels\.ts"|"qemu"/;

/** Tests that read and write files of their own and start no container, so that they may stand beside any other. */
const FILES_ALONE = /^test\/(compare|history|judge|reporters|results|shards)\/|^test\/scripts\/site\.ts$/;

/** The files of all tests in two lanes; the second has those with a virtual machine, and what fills its time besides. Neither is empty. */
export function lanes() {
  const listed = spawnSync("npx", ["--no", "tap", "list"], { encoding: "utf8" });
  const files = listed.stdout.split("\n").filter((line) => line.endsWith(".ts"));
  if (files.length === 0) throw new Error(`tap lists no tests: ${listed.stderr}`);
  const isBeside = (file) => FILES_ALONE.test(file) || NAMES_ONE.test(readFileSync(file, "utf8"));
  return [files.filter((file) => !isBeside(file)), files.filter(isBeside)].filter((lane) => lane.length > 0);
}
