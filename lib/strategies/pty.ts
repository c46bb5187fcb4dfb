import { fstatSync, mkdtempSync, readSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { MachineError } from "../errors.ts";
import { within } from "../host/deadline.ts";
import { startHelper } from "../host/helper-process.ts";
import { quoted } from "../host/shell-words.ts";
import type { Expected, LogPaths, Strategy } from "./strategy.ts";
import { TERMINAL } from "./terminal.ts";

const TERMINAL_DEADLINE = 5_000;

/** All three are one terminal, as `run -t` has it; whoever holds its other end appends what comes out to the log, both streams in one. */
export const pty: Strategy = {
  name: "pty",
  summary: "all three are one terminal; the holder of its other end appends to the log (run -t)",
  async open(log, { namespace, directory }) {
    const console = join(mkdtempSync(join(directory, "pty-")), "console");
    const parameters = [TERMINAL, String(recvmsgNumber()), log.stdout, console];
    const holder = await startHelper("terminal", namespace.enter, 'exec perl -e "$@"', parameters);
    const lines = createInterface({ input: holder.stdout })[Symbol.asyncIterator]();
    const line = async (what: string) =>
      String((await within(lines.next(), TERMINAL_DEADLINE, what)).value ?? "");
    const source = { kind: "terminal", path: await line("the name of the terminal"), console } as const;
    return {
      sources: [source, source, source],
      expected: [terminal, terminal, terminal],
      files: () => ({ stdout: log.stdout, stderr: log.stdout }),
      stored,
      passed() {},
      async drained() {
        holder.stdin.write("ended\n");
        await line("the end of what came out of the terminal");
      },
      close: () => holder.close(),
    };
  },
  sources(log) {
    const { name, console } = byHand(log);
    const source = { kind: "terminal", path: name, console } as const;
    return [source, source, source];
  },
  script(command, log) {
    const { name, told, console } = byHand(log);
    const holder = ["perl", "-e", TERMINAL, String(recvmsgNumber()), log.stdout, console];
    return `mkfifo ${told}.in; { ${holder.map(quoted).join(" ")} <${told}.in >${told} & } 2>/dev/null; exec 8>${told}.in
until [ -s ${told} ]; do sleep 0.1; done; ln -s "$(head -n 1 ${told})" ${name}
${command}; echo ended >&8; exec 8>&-`;
  },
};

const terminal: Expected = { kind: "pty", access: "read-write" };

/** __NR_recvmsg by architecture (linux: arch/x86/entry/syscalls/syscall_64.tbl, include/uapi/asm-generic/unistd.h). */
function recvmsgNumber(): number {
  const number = ({ x64: 47, arm64: 212, riscv64: 212 } as Partial<Record<string, number>>)[process.arch];
  if (number === undefined)
    throw new MachineError(
      "NO_TERMINAL",
      `pty cannot be made here: recvmsg's number on ${process.arch} is not known.`,
    );
  return number;
}

/** What a terminal made of one stream: \n has become \r\n (ONLCR, termios(3)), and what is not stdout's own lines is stderr's. */
async function stored(stream: "stdout" | "stderr", held: Readonly<Record<"stdout" | "stderr", number>>) {
  const bytes = Buffer.alloc(fstatSync(held.stdout).size);
  const text = bytes
    .toString("latin1", 0, readSync(held.stdout, bytes, 0, bytes.length, 0))
    .replaceAll("\r\n", "\n");
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const own = lines.filter((line) => line.startsWith("stdout ") === (stream === "stdout"));
  return Buffer.from(own.join(""), "latin1");
}

function byHand({ stdout }: LogPaths): { name: string; told: string; console: string } {
  const top = dirname(dirname(stdout));
  return { name: `${top}/terminal`, told: `${top}/terminal.told`, console: `${top}/console` };
}
