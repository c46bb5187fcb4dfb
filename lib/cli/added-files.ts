import { Option } from "commander";
import { several } from "./values.ts";

/** Claims of the user's own. */
export function suiteOption(): Option {
  const words = "a file whose default export is a suite of your own, by fd012/suite (repeatable)";
  return new Option("--suite <file>", words).argParser(several);
}

/** Runtimes of the user's own. */
export function driverOption(): Option {
  const words = "a file whose default export is a RuntimeFamily of your own, by fd012/runtime (repeatable)";
  return new Option("--driver <file>", words).argParser(several);
}
