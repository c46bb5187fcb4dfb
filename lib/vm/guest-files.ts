import { existsSync } from "node:fs";
import { join } from "node:path";
import { findProgram, outputOf } from "../host/programs.ts";
import { libraryClosure } from "../images/closure.ts";
import { packageRoot } from "../package-root.ts";
import { pathsBelow, pathsTo } from "./guest-paths.ts";
import { guestPrograms } from "./guest-programs.ts";

/** Names of users, services and protocols, which rpcbind and mount.nfs look up. */
const TABLES = ["passwd", "group", "nsswitch.conf", "protocols", "services", "rpc", "netconfig", "nfs.conf"];

/** Where programs look for one another by names of their own; links into /usr on most distributions. */
const PLACES = ["/bin", "/sbin", "/lib", "/lib64"];

/**
 * Paths on this machine of everything that a guest gets under the same names: programs with their libraries, node, the suite, images.
 * @param programs absolute paths of further programs: the runtimes
 * @param directories with all that is in them
 */
export async function guestFiles(
  programs: readonly string[],
  directories: readonly string[],
): Promise<string[]> {
  const executables = [...guestPrograms(), ...programs, process.execPath];
  const files = executables.flatMap((program) => [program, ...libraries(program)]);
  const trees = [...["dist", "images", "schema"].map((name) => join(packageRoot, name)), ...directories];
  const tables = TABLES.map((name) => `/etc/${name}`).filter(existsSync);
  return [
    ...new Set([
      ...[...PLACES.filter(existsSync), ...files, ...tables, join(packageRoot, "package.json")].flatMap(
        pathsTo,
      ),
      ...[...trees, ...(await perlModules())].flatMap(pathsBelow),
    ]),
  ];
}

// ldd fails for a script and for a static program, which need none.
function libraries(program: string): string[] {
  try {
    return libraryClosure(program);
  } catch {
    return [];
  }
}

async function perlModules(): Promise<string[]> {
  if (!findProgram("perl")) return [];
  const places = (await outputOf(["perl", "-e", 'print join "\\n", @INC'])).split("\n");
  return places.filter((place) => place.endsWith("perl-base") && existsSync(place));
}
