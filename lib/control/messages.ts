import * as z from "zod/mini";
import { CONTENTS } from "./steps.ts";

/**
 * What a workload may say of itself, a JSON line a message. It comes from inside a container and is hostile input: what has not this form is no
 * message, and numbers and texts have limits.
 */

const count = z.int().check(z.nonnegative());
const text = (length: number) => z.string().check(z.maxLength(length));
const digits = z.string().check(z.regex(/^\d{1,20}$/));
const pid = z.int().check(z.positive(), z.maximum(2 ** 22)); // PID_MAX_LIMIT, linux/threads.h

const mask = z.string().check(z.regex(/^[0-9a-f]{16}$/));

/** One descriptor as the process itself sees it. */
const ownView = z.union([
  z.object({
    fd: count,
    mode: count,
    /** Of a device. */
    rdev: z.optional(count),
    dev: digits,
    ino: digits,
    target: z.nullable(text(4096)),
    /** File status flags, an octal number. */
    flags: z.optional(z.nullable(z.string().check(z.regex(/^[0-7]{1,16}$/)))),
    isTerminal: z.optional(z.boolean()),
  }),
  z.object({ fd: count, errno: count, code: z.optional(text(64)) }),
]);

/** What write(2) on one stream took, up to and including the last call that has returned. */
const writes = z
  .object({
    /** Bytes that write(2) returned. */
    acked: count,
    /** Bytes that it was or is being asked to take: of a workload that is killed in a call, more than acked. */
    tried: count,
    /** Which of them those were: ranges [from, to) of the stream's bytes, in their order. */
    took: z.optional(z.array(z.tuple([count, count])).check(z.maxLength(4_096))),
    /** What the stream is made of, if not of numbered lines. */
    content: z.optional(z.enum(CONTENTS)),
    /** Failed calls by errno. */
    failed: z.record(z.string().check(z.regex(/^\d{1,5}$/)), count),
  })
  .check(z.refine(({ acked, tried }) => acked <= tried));

const MOST_ANSWERS = 32;
/** What an operation on the log's descriptor answered: `ok`, or an errno. */
const answer = z.string().check(z.regex(/^(ok|E[A-Z0-9]{1,16}|errno \d{1,5})$/));

const value = z.union([z.number(), z.boolean(), text(4096)]);

/** Who speaks, where it is not the workload that was started first. */
const speaker = z.object({ of: z.optional(z.string().check(z.regex(/^exec-\d{1,4}$/))) });

const message = z.discriminatedUnion("event", [
  /** The handshake, the first message of all. */
  z.object({
    event: z.literal("ready"),
    /** In its own PID namespace. */
    pid,
    node: z.optional(text(32)),
    architecture: z.optional(text(32)),
    libc: z.optional(text(32)),
    /** Which signals it found ignored and blocked at its start, before it set any: masks as proc(5) has them. */
    signals: z.optional(z.object({ ignored: mask, blocked: mask })),
    /** Its fds 0–2. */
    streams: z.optional(z.array(ownView).check(z.maxLength(3))),
    /** What it has open above them; null where it cannot see that. */
    above: z.optional(z.nullable(z.array(ownView).check(z.maxLength(1_024)))),
  }),
  /** Everything before the fault is done. */
  z.object({ event: z.literal("waiting") }),
  z.object({
    event: z.literal("wrote"),
    streams: z.partialRecord(z.enum(["stdout", "stderr"]), writes),
  }),
  z.object({
    event: z.literal("answered"),
    answers: z
      .record(z.string().check(z.regex(/^[a-z-]{1,32}$/)), answer)
      .check(z.refine((answers) => Object.keys(answers).length <= MOST_ANSWERS)),
  }),
  /** What became of a step that the suite asked for; see steps.ts. */
  z.object({
    event: z.literal("did"),
    step: count,
    /** 0 where it succeeded. */
    errno: count,
    milliseconds: z.number().check(z.nonnegative()),
    /** What the step answers: a count, a name, or a few by their names. */
    value: z.optional(z.union([value, z.record(z.string().check(z.maxLength(32)), value)])),
  }),
  /** What has come from fd 0 so far. */
  z.object({
    event: z.literal("stdin"),
    bytes: count,
    /** Whether it is what the suite wrote there. */
    exact: z.boolean(),
    errno: count,
    /** Whether an end or an error came after it. */
    ended: z.boolean(),
  }),
]);

export type Message = z.infer<typeof message>;
export type MessageName = Message["event"];
export type MessageOf<N extends MessageName> = Extract<Message, { event: N }>;

/** A message, and by which channel's name it came. */
export interface Letter {
  readonly of: string;
  readonly message: Message;
}

/** @param line without its newline @returns null where it is none */
export function parseMessage(line: string): Letter | null {
  try {
    const json: unknown = JSON.parse(line);
    const [said, by] = [message.safeParse(json), speaker.safeParse(json)];
    return said.success && by.success ? { of: by.data.of ?? "", message: said.data } : null;
  } catch {
    return null; // It is not even JSON.
  }
}
