import { dirname, isAbsolute, join } from "node:path";
import type { Value } from "./value.ts";

/** Options whose value is a path, however it is written. In those of other options a path begins with ./ or ../. */
const PATHS = new Set(["baseline", "expect", "suite", "driver", "out", "costs"]);

/** A value as the current directory sees it: paths in a file are relative to the directory that the file is in. */
export function fromHere(file: string, name: string, value: Value): Value {
  const directory = dirname(file);
  if (directory === "." || name === "tests" || name === "exclude") return value;
  if (Array.isArray(value)) return value.map((one) => textFromHere(directory, name, one));
  return typeof value === "string" ? textFromHere(directory, name, value) : value;
}

function textFromHere(directory: string, name: string, text: string): string {
  if (PATHS.has(name)) return joined(directory, text);
  if (name === "reporter") return text.replace(/(?<==).+$/s, (path) => joined(directory, path));
  // ./crun, NAME=./crun, podman+./crun
  return text.replace(/(?<=^|=|\+)\.{1,2}\/.*$/s, (path) => joined(directory, path));
}

// With a slash in it, so that it is not taken for a name.
function joined(directory: string, path: string): string {
  if (isAbsolute(path)) return path;
  const whole = join(directory, path);
  return isAbsolute(whole) || whole.startsWith("../") || whole.includes("/") ? whole : `./${whole}`;
}
