import { Option } from "commander";
import { several } from "./values.ts";

/** Claims of the user's own. */
export function suiteOption(): Option {
  const words = "add a suite of your own: a file whose default export is one, by fd012/suite; repeatable";
  return new Option("--suite <file>", words).argParser(several);
}

/** Runtimes of the user's own. */
export function driverOption(): Option {
  const words =
    "add runtimes of your own: a file whose default export is a RuntimeFamily, by fd012/runtime; repeatable";
  return new Option("--driver <file>", words).argParser(several);
}
