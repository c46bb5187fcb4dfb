import { Option } from "commander";

/** What is read where no other file is named. Only in the current directory: a directory above may be somebody else's. */
export const PROJECT_FILE = "fd012.yaml";

/** Which project file is read, if any. */
export function configOptions(): Option[] {
  return [
    new Option("--config <file>", "take options from this file; none: from no file").default(
      undefined,
      `${PROJECT_FILE}, where there is one`,
    ),
    new Option("--no-config", "take no options from a file"),
  ];
}
