import { constants } from "node:fs";
import * as z from "zod/mini";
import type { Descriptor, Wiring } from "../results/schema.ts";
import { flagsOf } from "./descriptor.ts";

const name = z.string().check(z.maxLength(4_096));
const number = z.int();

/** One descriptor as the workload's `ready` tells it; see ownView in images/node/workloads/control.cjs. */
const descriptorInside = z.union([
  z.object({
    ...{ fd: number, mode: number, rdev: number },
    ...{ dev: name, ino: name },
    target: z.nullable(name),
    /** As fdinfo has it, octal (proc(5)). */
    flags: z.nullable(name.check(z.regex(/^[0-7]{1,16}$/))),
    isTerminal: z.boolean(),
  }),
  z.object({ fd: number, errno: number }),
]);

/** What `ready` has of it beside `pid`. A container wrote it, so it is held to its form. */
const viewInside = z.object({
  streams: z.array(descriptorInside).check(z.maxLength(3)),
  above: z.nullable(z.array(descriptorInside).check(z.maxLength(1_024))),
});

type DescriptorInside = z.infer<typeof descriptorInside>;

/** What PID 1 holds open as it sees it itself, where the host's kernel does not know it; null where it did not say, or said it wrongly. */
export function wiringInside(ready: unknown): Wiring | null {
  const said = viewInside.safeParse(ready);
  if (!said.success || said.data.above === null) return null;
  const streams = [0, 1, 2].map((fd) => said.data.streams.find((one) => one.fd === fd));
  if (!streams.every((one) => one !== undefined)) return null;
  return { seenBy: "workload", streams: streams.map(descriptorOf), above: said.data.above.map(descriptorOf) };
}

function descriptorOf(inside: DescriptorInside): Descriptor {
  if ("errno" in inside) {
    const nothing = { target: "", access: null, append: null, nonblock: null, identity: null };
    return { fd: inside.fd, kind: "closed", ...nothing };
  }
  const { fd, target, flags, dev, ino } = inside;
  return {
    ...{ fd, kind: kindOf(inside), target: target ?? "", identity: `${dev}:${ino}` },
    ...(flags === null ? { access: null, append: null, nonblock: null } : flagsOf(flags)),
  };
}

const NULL_DEVICE = 0x103; // makedev(1, 3)

function kindOf({
  mode,
  rdev,
  isTerminal,
  target,
}: Exclude<DescriptorInside, { errno: number }>): Descriptor["kind"] {
  const type = mode & constants.S_IFMT;
  if (type === constants.S_IFREG) return "file";
  if (type === constants.S_IFDIR) return "directory";
  if (type === constants.S_IFSOCK) return "socket";
  if (type === constants.S_IFIFO) return target?.startsWith("/") ? "fifo" : "pipe";
  if (type !== constants.S_IFCHR) return type === 0 ? "anonymous" : "device";
  if (isTerminal) return "pty";
  return rdev === NULL_DEVICE ? "null" : "device";
}
