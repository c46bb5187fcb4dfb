import type { Descriptor, Holder, Wiring } from "../results/schema.ts";
import { type Expected, holderWords, requiredWords, ruleWords, seenWords } from "./wiring-words.ts";

/** What a wiring must be, which a list of properties cannot say. Pure: everything that it judges is in the wiring. */
export interface Rule {
  /** As a sentence that is the same in every run: `fd 1 is the case's file open for writing with O_APPEND`. */
  readonly says: string;
  /** The descriptors that it is about. */
  readonly about: readonly number[];
  /** Of these it must know who else holds the object; to find out takes a walk over /proc. */
  readonly asksHolders: readonly number[];
  /** Where it is about the properties of one descriptor alone. */
  readonly required?: Expected;
  /** The same one by one, where it is only from inside that the wiring was seen: then a part of it can be judged. */
  readonly parts?: readonly Rule[];
  judge(wiring: Wiring): Judgement;
}

export type Judgement = "holds" | Problem | Unseen;

/** What was seen, then what was required: `fd 1 is closed`, `it must be a pipe`. */
export interface Problem {
  readonly observed: string;
  readonly required: string;
}

/** It can be judged neither way, and why. */
export interface Unseen {
  readonly unseen: string;
}

/** fd 0 of whoever has no input. */
export const readableNull = { kind: "null", reads: true } as const;

export function isProblem(judgement: Judgement): judgement is Problem {
  return typeof judgement === "object" && "observed" in judgement;
}

export function isUnseen(judgement: Judgement): judgement is Unseen {
  return typeof judgement === "object" && "unseen" in judgement;
}

/** `fd` has these properties. */
export function is(fd: number, required: Expected): Rule {
  const { target, identity, ...open } = required;
  const isNamed = target !== undefined || identity !== undefined;
  return {
    says: `fd ${fd} is ${ruleWords(required)}`,
    about: [fd],
    asksHolders: [],
    required,
    ...(isNamed && Object.keys(open).length > 1 && { parts: [is(fd, open), is(fd, { ...named(required) })] }),
    judge(wiring) {
      const seen = streamOf(wiring, fd);
      const inside = wiring.seenBy === "workload";
      const wrong = properties.filter((key) => required[key] !== undefined && required[key] !== seen[key]);
      // From inside, a name or number of the host's says nothing.
      const isDark = (key: (typeof properties)[number]) =>
        inside && (hostNames.has(key) || (key === "kind" && mayBe(seen, required)));
      const isUsable = allows(seen, required);
      if (!isUsable || wrong.some((key) => !isDark(key)))
        return {
          observed: `fd ${fd} is ${seenWords(seen, required)}`,
          required: `it must be ${requiredWords(required, seen)}`,
        };
      return wrong.length === 0 ? "holds" : { unseen: `${fromInside} which object fd ${fd} is` };
    },
  };
}

function named({ kind, target, identity }: Expected): Expected {
  return {
    ...(kind && { kind }),
    ...(target !== undefined && { target }),
    ...(identity !== undefined && { identity }),
  };
}

/** Some descriptors are one and the same object, as the three of a terminal are. */
export function sameObject(...fds: number[]): Rule {
  return compared(fds, "one object", (different) => different === 1);
}

/** No two of them are the same object. */
export function distinct(...fds: number[]): Rule {
  return compared(fds, `${numeral(fds.length)} objects`, (different) => different === fds.length);
}

/** The other end of the pipe or FIFO on `fd` is in these hands, so that what is written there is read, and what is read was written. */
export function otherEndHeldBy(
  fd: number,
  of: "runtime" | "reader",
  { orNobody = false }: { orNobody?: boolean } = {},
): Rule {
  const whose = of === "runtime" ? "the runtime" : "the suite's reader";
  const required = `be ${verbs[fd === 0 ? "write" : "read"]} by ${whose}${orNobody ? ", or by nobody" : ""}`;
  return {
    says: `the other end of fd ${fd} is ${required.slice(3)}`,
    about: [fd],
    asksHolders: [fd],
    judge(wiring) {
      const seen = streamOf(wiring, fd);
      if (seen.kind !== "pipe" && seen.kind !== "fifo")
        return { unseen: `fd ${fd} has no other end: it is ${seenWords(seen, {})}` };
      const far = farSide(seen, fd === 0 ? "write" : "read");
      if (far === null)
        return {
          unseen:
            wiring.seenBy === "workload" ? `${fromInside} who holds the other end of fd ${fd}` : notSeen(fd),
        };
      if (far.some((holder) => holder.of === of) || (orNobody && far.length === 0)) return "holds";
      return { observed: farEndWords(fd, far), required: `it must ${required}` };
    },
  };
}

/** `fd`, without which the runtime was started, is nothing that only the host's side has: closed, /dev/null, or a pipe of the runtime's. */
export function nothingOfTheHosts(fd: number): Rule {
  const required = "closed, /dev/null, or a pipe whose other end nobody but the runtime holds";
  return {
    says: `fd ${fd} is ${required}`,
    about: [fd],
    asksHolders: [fd],
    judge(wiring) {
      const seen = streamOf(wiring, fd);
      const problem = (observed: string): Problem => ({ observed, required: `it must be ${required}` });
      if (seen.kind === "closed" || seen.kind === "null") return "holds";
      if (seen.kind === "device" && wiring.seenBy === "workload" && mayBe(seen, { kind: "null" }))
        return { unseen: `${fromInside} which object fd ${fd} is` };
      if (seen.kind !== "pipe") return problem(`fd ${fd} is ${seenWords(seen, {})}`);
      if (!seen.holders)
        return {
          unseen:
            wiring.seenBy === "workload" ? `${fromInside} who holds the other end of fd ${fd}` : notSeen(fd),
        };
      const others = seen.holders.filter(({ of }) => of !== "container" && of !== "runtime");
      if (others.length === 0) return "holds";
      return problem(
        `fd ${fd} is ${seenWords(seen, {})}, which ${others.map(holderWords).join(" and ")} has open too`,
      );
    },
  };
}

/** The same without a word of O_NONBLOCK, for a description whose flags are the caller's own matter. */
export function exceptNonblock(rule: Rule): Rule {
  if (!rule.required) return rule;
  const { nonblock, ...rest } = rule.required;
  return is(rule.about[0] as number, rest);
}

const properties = ["kind", "target", "access", "append", "nonblock", "identity"] as const;
const hostNames: ReadonlySet<string> = new Set(["target", "identity"]);
const fromInside = "only PID 1 sees its descriptors, and from inside it cannot be told";
const verbs = { read: "read", write: "written" } as const;

function streamOf({ streams }: Wiring, fd: number): Descriptor {
  const nothing = { target: "", access: null, append: null, nonblock: null, identity: null };
  return streams.find((stream) => stream.fd === fd) ?? { fd, kind: "closed", ...nothing };
}

function allows({ access }: Descriptor, { reads, writes }: Expected): boolean {
  const [canRead, canWrite] = [
    access !== "write" && access !== "path",
    access !== "read" && access !== "path",
  ];
  return access === null || ((!reads || canRead) && (!writes || canWrite));
}

// gVisor tells neither a host's device's number nor a FIFO of the host's from a pipe.
function mayBe(seen: Descriptor, { kind }: Expected): boolean {
  const other = { null: "device", fifo: "pipe", pipe: "fifo" }[kind as string];
  return other === seen.kind && isHostsOwn(seen);
}

/** What gVisor calls an object that it was handed by the host: by a number of its own, which it gives to each descriptor anew. */
function isHostsOwn({ target }: Descriptor): boolean {
  return target.startsWith("host:[");
}

function compared(fds: number[], required: string, isRight: (different: number) => boolean): Rule {
  const names = `fds ${listed(fds.map(String))}`;
  return {
    says: `${names} are ${required}`,
    about: fds,
    asksHolders: [],
    judge(wiring) {
      const seen = fds.map((fd) => streamOf(wiring, fd));
      const identities = seen.map(({ identity }) => identity);
      const different = new Set(identities).size;
      if (seen.every(({ kind, identity }) => kind !== "closed" && identity !== null)) {
        // gVisor numbers the host's objects one by one: an equal number tells that they are one, another number tells nothing.
        if (different > 1 && wiring.seenBy === "workload" && seen.filter(isHostsOwn).length > 1)
          return { unseen: `${fromInside} whether ${names} are one object` };
        if (isRight(different)) return "holds";
      } else if (seen.every(({ kind }) => kind !== "closed")) {
        return { unseen: `nothing tells whether ${names} are one object` };
      }
      const targets = seen.map(({ kind, target }) => (kind === "closed" ? "closed" : target));
      const observed = different === 1 ? "one object" : `${numeral(different)} objects`;
      return {
        observed: `${names} are ${observed}: ${listed(targets)}`,
        required: `they must be ${required}`,
      };
    },
  };
}

/** Those who can do with the object what the other end is for; null where nobody looked, or could. */
function farSide({ holders }: Descriptor, does: "read" | "write"): Holder[] | null {
  if (!holders) return null;
  return holders.filter(
    ({ of, access }) => of !== "container" && (access === does || access === "read-write"),
  );
}

function farEndWords(fd: number, far: readonly Holder[]): string {
  const verb = verbs[fd === 0 ? "write" : "read"];
  const who = far.length === 0 ? "nobody" : listed(far.map(holderWords));
  return `the other end of fd ${fd} is ${verb} by ${who}`;
}

function notSeen(fd: number): string {
  return `who holds the other end of fd ${fd} could not be seen`;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

function numeral(n: number): string {
  return ["no", "one", "two", "three"][n] ?? String(n);
}
