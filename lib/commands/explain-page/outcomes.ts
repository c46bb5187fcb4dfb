import { programOf } from "../../matrix.ts";
import { HARMS } from "../../results/harm-names.ts";
import type { HarmName } from "../../results/schema.ts";
import type { TestDefinition } from "../../suite.ts";

/** A word of an outcome, and what it means. */
export type Meaning = readonly [word: string, text: string];

/** Only those that can occur for this claim. */
export function outcomesOf(test: TestDefinition): Meaning[] {
  const possible: (readonly [...Meaning, boolean])[] = [
    ["exit N, signal NAME, hang", "how PID 1 ended, as the kernel saw it where that is known", true],
    ["start-failed", "the container did not start", true],
    ["reported …", "the runtime reported another end than PID 1's (harm: false-status)", true],
    [
      "stale-abort",
      "node found a stale descriptor when it exited, and called abort(3)",
      goesStale(test) && isNode(test),
    ],
    ["abort", "the program called abort(3) for another reason", isNode(test) || programOf(test) === "abort"],
    [
      "ERRNO NAME…",
      "operations that failed with that errno; all others succeeded",
      test.workload === "every-operation",
    ],
    [
      "lost N",
      "bytes that write(2) acknowledged and the log does not hold; some: how many depends on timing",
      keepsLog(test),
    ],
    ["no log", "nothing is meant to be kept", !test.strategies.every(keeps)],
    [
      "relayed",
      "PID 1 has pipes of the runtime, which copies them; also acceptable",
      test.strategies.some(mayBeRelayed),
    ],
    [
      "exec-N …",
      "the same of the N-th program that was executed in the container",
      test.needs?.includes("exec") ?? false,
    ],
    [
      "holes N",
      "zeros where nothing was written, as after a truncation",
      keepsLog(test) && isTruncated(test),
    ],
    ["torn, duplicated, reordered N", "lines of the log that differ from what was written", keepsLog(test)],
    [
      "late N",
      "bytes that had not reached the log when the fault was made",
      keepsLog(test) && test.fault !== undefined,
    ],
    [
      "undelivered N",
      "bytes that the log holds and the runtime's logs command did not print",
      hasLogsCommand(test),
    ],
  ];
  return possible.filter(([, , can]) => can).map(([word, text]) => [word, text]);
}

const HARM_WORDS: Record<HarmName, string> = {
  hang: "PID 1, or the runtime after it, did not end by the deadline",
  died: "PID 1 ended otherwise than its program meant to",
  "false-status": "the runtime reported another end than the kernel saw, or none",
  refused: "a legitimate wiring was not started",
  lost: "bytes that write(2) acknowledged are in no log",
  undelivered: "bytes that the log holds are not given back by the runtime's logs command",
  altered: "torn, duplicated, reordered or foreign bytes, or broken framing",
  leaked: "a host object within PID 1's reach, or something that stays when it has ended",
  "host-changed": "a file, terminal or pipe of the caller has another owner, mode, flag or position",
  spin: "a processor is kept busy while nothing moves",
  late: "bytes came only after they were waited for",
};

/** Those that this claim can have, the worst first. */
export function harmsOfClaim(test: TestDefinition): Meaning[] {
  const cannot = new Set<HarmName>([
    ...(keepsLog(test) ? [] : (["lost", "altered", "late"] as const)),
    ...(hasLogsCommand(test) ? [] : (["undelivered"] as const)),
    ...(givesOwn(test) ? [] : (["host-changed"] as const)),
  ]);
  return HARMS.filter((name) => !cannot.has(name)).map((name) => [name, HARM_WORDS[name]]);
}

const isNode = (test: TestDefinition) => ["node", "npm"].includes(programOf(test));
const goesStale = ({ filesystems }: TestDefinition) =>
  filesystems.some((name) => /^(stalefs|nfs)/.test(name));
const keeps = (strategy: string) => !["null", "closed"].includes(strategy);
const keepsLog = ({ strategies }: TestDefinition) => strategies.some(keeps);
const mayBeRelayed = (strategy: string) => ["redirect", "fifo", "socket", "direct-file"].includes(strategy);
const isTruncated = ({ suite, fault }: TestDefinition) => suite === "rotation" || /truncat/.test(fault ?? "");
const hasLogsCommand = ({ strategies }: TestDefinition) =>
  strategies.some((name) => ["direct-file", "shim-pipe", "pty"].includes(name));
/** The caller's own file, terminal or pipe is what PID 1 gets. */
const givesOwn = ({ caller, rootfs, suite }: TestDefinition) =>
  caller !== undefined || rootfs !== undefined || ["flags", "tty"].includes(suite);
