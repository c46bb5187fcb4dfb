import { execFileSync } from "node:child_process";
import { MachineError } from "../errors.ts";

/**
 * The shared libraries and the loader that a dynamic program needs, as absolute paths under the names it looks them up by; none of a static one.
 * @throws MachineError `LOADER` where the loader cannot resolve one
 */
export function libraryClosure(program: string): string[] {
  const listing = listed(program);
  const missing = /^\s*(\S+) => not found/m.exec(listing);
  if (missing)
    throw new MachineError(
      "LOADER",
      `${program} needs the library ${missing[1]}, which this machine does not have.`,
    );
  return [...listing.matchAll(/(\/\S+)(?= \(0x)/g)].map((match) => match[1] as string);
}

function listed(program: string): string {
  try {
    return execFileSync("ldd", [program], {
      encoding: "utf8",
      env: { LC_ALL: "C", PATH: process.env.PATH },
      stdio: ["ignore", "pipe", "pipe"], // What it says of a script is no news.
    });
  } catch (error) {
    if (/not a dynamic executable/.test(String((error as { stderr?: string }).stderr))) return "";
    throw error;
  }
}
