import { fstatSync } from "node:fs";
import { textOf } from "../host/proc.ts";
import { flagsOf } from "./descriptor.ts";

/** What the runtime's caller finds of a descriptor that it has given: the object's owner and mode, and the flags and position of the open file description, which it shares. */
export interface HostSide {
  readonly fd: number;
  /** `uid:gid`. */
  readonly owner: string;
  /** Permission bits, octal. */
  readonly mode: string;
  readonly append: boolean;
  readonly nonblock: boolean;
  /** Where the next read or write is. */
  readonly position: number;
}

export type HostProperty = Exclude<keyof HostSide, "fd">;

/** @param held a descriptor of this process; @param fd what it is to the runtime */
export function hostSide(held: number, fd: number): HostSide {
  const { uid, gid, mode } = fstatSync(held);
  const info = textOf(`/proc/self/fdinfo/${held}`);
  const { append, nonblock } = flagsOf(/^flags:\s*(\d+)/m.exec(info)?.[1] ?? "0");
  return {
    fd,
    owner: `${uid}:${gid}`,
    mode: `0${(mode & 0o7777).toString(8)}`,
    append: append === true,
    nonblock: nonblock === true,
    position: Number(/^pos:\s*(\d+)/m.exec(info)?.[1] ?? 0),
  };
}

/** What is otherwise, in words, of these properties: `the mode of fd 1 is 0600, it was 0640`. */
export function changes(
  before: readonly HostSide[],
  now: readonly HostSide[],
  of: readonly HostProperty[],
): string[] {
  return before.flatMap((was) => {
    const is = now.find(({ fd }) => fd === was.fd);
    if (!is) return [];
    return of
      .filter((property) => is[property] !== was[property])
      .map((property) => changed(property, was.fd, is[property], was[property]));
  });
}

function changed(property: HostProperty, fd: number, is: unknown, was: unknown): string {
  const flag = FLAGS[property];
  if (flag) return `${flag} of fd ${fd} is ${is ? "set" : "cleared"}, it was ${was ? "set" : "not"}`;
  return `the ${property} of fd ${fd} is ${is}, it was ${was}`;
}

const FLAGS: Partial<Record<HostProperty, string>> = { append: "O_APPEND", nonblock: "O_NONBLOCK" };
