import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Of a test that starts a virtual machine, or asks for what one needs. */
const NAMES_ONE = /fixtures\/kernels\.ts"|"qemu"/;

/** The files of all tests: those without a virtual machine, and those with one. Neither is empty. */
export function lanes() {
  const listed = spawnSync("npx", ["--no", "tap", "list"], { encoding: "utf8" });
  const files = listed.stdout.split("\n").filter((line) => line.endsWith(".ts"));
  if (files.length === 0) throw new Error(`tap lists no tests: ${listed.stderr}`);
  const withMachine = files.filter((file) => NAMES_ONE.test(readFileSync(file, "utf8")));
  return [files.filter((file) => !withMachine.includes(file)), withMachine].filter((lane) => lane.length > 0);
}
