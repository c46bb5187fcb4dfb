import { lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";

/** What stands in a directory that no container is to reach: by names in it, what a write, another owner, another mode or another file would change. */
export type OutsideView = ReadonlyMap<string, string>;

/** Bytes; what was made there is shorter, and a container may have written any number. */
const MOST_READ = 65_536;

/** Follows no link: a container may have made some. */
export function lookOutside(directory: string): OutsideView {
  return new Map(entriesOf(directory, "."));
}

function entriesOf(directory: string, name: string): [string, string][] {
  const path = join(directory, name);
  const stat = lstatSync(path);
  const facts = [stat.mode.toString(8), `${stat.uid}:${stat.gid}`, stat.ino];
  if (stat.isFile())
    facts.push(stat.size, stat.size > MOST_READ ? "more than is read" : readFileSync(path, "latin1"));
  if (stat.isSymbolicLink()) facts.push(readlinkSync(path));
  const below = stat.isDirectory() ? readdirSync(path).sort() : [];
  return [[name, facts.join(" ")], ...below.flatMap((one) => entriesOf(directory, join(name, one)))];
}

/** What differs, in a few words each; none is of a container's, which may have named what is new. */
export function changedOutside(before: OutsideView, after: OutsideView): string[] {
  const changed = [...before].flatMap(([name, facts]) => {
    if (!after.has(name)) return [`${name} is gone`];
    return after.get(name) === facts ? [] : [`${name} is changed`];
  });
  const fresh = [...after.keys()].filter((name) => !before.has(name)).length;
  return [...changed, ...(fresh > 0 ? [`${fresh} new ${fresh === 1 ? "entry" : "entries"}`] : [])];
}
