import { execFileSync } from "node:child_process";
import { chownSync } from "node:fs";
import { UsageError } from "../errors.ts";
import { endedAfter } from "./ended-after.ts";
import { helperEnvironment } from "./helper-process.ts";
import { textOf } from "./proc.ts";
import { findProgram } from "./programs.ts";

/** Another user of this machine, on whose behalf root drives runtimes (--as): they are started as this user's, and so are rootless. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  /** Words to put before a command so that it is this user's. */
  readonly become: readonly string[];
  /** The user's subordinate ids (subuid(5), subgid(5)); null where there are none, or no newuidmap(1) that would map them. */
  readonly subordinate: { readonly uids: IdRange; readonly gids: IdRange } | null;
}

/** An account with a directory of the run's own, in which its runtimes keep what is theirs. */
export interface Behalf extends Account {
  readonly home: string;
}

export interface IdRange {
  readonly start: number;
  readonly count: number;
}

/** A line of a user namespace's uid_map (user_namespaces(7)), as an OCI configuration has it. */
export interface IdMapping {
  readonly containerID: number;
  readonly hostID: number;
  readonly size: number;
}

/** @param name of a user, or a uid @throws UsageError `AS_USER` */
export function accountOf(name: string): Account {
  const entry = passwdEntry(name);
  if (entry === null)
    throw new UsageError("AS_USER", `There is no user "${name}" on this machine; --as takes one that is.`);
  const [login = name, , uid, gid] = entry.split(":");
  if (Number(uid) === 0) throw new UsageError("AS_USER", `${login} is root: leave out --as ${name}.`);
  return {
    name: login,
    uid: Number(uid),
    gid: Number(gid),
    become: ["setpriv", "--reuid", String(uid), "--regid", String(gid), "--init-groups", "--"],
    subordinate: subordinateOf([login, String(uid)]),
  };
}

/** All ids that a container of this user's can have: root's is the user's own, the others are subordinate. */
export function mappingsOf({ uid, gid, subordinate }: Account): { uids: IdMapping[]; gids: IdMapping[] } {
  const of = (own: number, range: IdRange | undefined): IdMapping[] => [
    { containerID: 0, hostID: own, size: 1 },
    ...(range ? [{ containerID: 1, hostID: range.start, size: range.count }] : []),
  ];
  return { uids: of(uid, subordinate?.uids), gids: of(gid, subordinate?.gids) };
}

/** Whose an object on the host must be to be that user's in a container of this account's. */
export function onHost(account: Account, user: { uid: number; gid: number }): { uid: number; gid: number } {
  const { uids, gids } = mappingsOf(account);
  return { uid: through(uids, user.uid), gid: through(gids, user.gid) };
}

/** Gives what root has made for a container to whoever drives it, or to nobody where that is root itself. @param account of MountNamespace */
export function giveTo(account: Account | undefined, ...paths: readonly string[]): void {
  if (account) for (const path of paths) chownSync(path, account.uid, account.gid);
}

function through(mappings: readonly IdMapping[], id: number): number {
  const found = mappings.find(({ containerID, size }) => id >= containerID && id < containerID + size);
  if (!found) throw new Error(`the user namespace has no id ${id}`);
  return found.hostID + id - found.containerID;
}

/** By getent(1), which asks whatever this machine keeps its users in; null where there is none. */
function passwdEntry(name: string): string | null {
  try {
    const options = { env: helperEnvironment, encoding: "utf8", ...endedAfter("command") } as const;
    return execFileSync("getent", ["passwd", "--", name], { ...options, stdio: "pipe" }).trim() || null;
  } catch {
    return null;
  }
}

function subordinateOf(names: readonly string[]): Account["subordinate"] {
  if (findProgram("newuidmap") === null || findProgram("newgidmap") === null) return null;
  const [uids, gids] = [firstRange("/etc/subuid", names), firstRange("/etc/subgid", names)];
  return uids && gids ? { uids, gids } : null;
}

function firstRange(path: string, names: readonly string[]): IdRange | null {
  for (const line of textOf(path).split("\n")) {
    const [owner = "", start, count] = line.split(":");
    if (names.includes(owner) && Number(count) > 0) return { start: Number(start), count: Number(count) };
  }
  return null;
}
