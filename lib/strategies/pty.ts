import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { MachineError } from "../errors.ts";
import { within } from "../host/deadline.ts";
import { deadline } from "../host/deadlines.ts";
import { startHelper } from "../host/helper-process.ts";
import { quoted } from "../host/shell-words.ts";
import { makeTemporaryDirectory } from "../host/temporary-directory.ts";
import { oneTerminal } from "./one-terminal.ts";
import type { LogPaths, Strategy } from "./strategy.ts";
import terminalProgram from "./terminal.pl";

/** All three are one terminal, as `run -t` has it; whoever holds its other end appends what comes out to the log, both streams in one. */
export const pty: Strategy = {
  name: "pty",
  offers: ["terminal"],
  summary: "all three are one terminal; the holder of its other end appends to the log (run -t)",
  async open(log, { namespace, directory }) {
    const console = join(makeTemporaryDirectory(directory, "pty-"), "console");
    const parameters = [terminalProgram, String(recvmsgNumber()), log.stdout, console];
    const holder = await startHelper("terminal", namespace.enter, 'exec perl -e "$@"', parameters);
    const lines = createInterface({ input: holder.stdout })[Symbol.asyncIterator]();
    const line = async (what: string) =>
      String((await within(lines.next(), deadline("making of a terminal"), what)).value ?? "");
    const path = await line("the name of the terminal").catch(async (error) => {
      await holder.close().catch(() => {}); // The first error tells more.
      throw error;
    });
    const source = { kind: "terminal", path, console } as const;
    return {
      sources: [source, source, source],
      accepts: [{ word: null, rules: oneTerminal }],
      log: { framings: ["terminal"], file: () => log.stdout },
      terminal: {
        async hangUp() {
          holder.stdin.write("hang up\n");
          await line("the end of the terminal's other end");
        },
      },
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
    const holder = ["perl", "-e", terminalProgram, String(recvmsgNumber()), log.stdout, console];
    const [input, said] = [quoted(`${told}.in`), quoted(told)];
    return `mkfifo ${input}; { ${holder.map(quoted).join(" ")} <${input} >${said} & } 2>/dev/null; exec 8>${input}
until [ -s ${said} ]; do sleep 0.1; done; ln -s "$(head -n 1 ${said})" ${quoted(name)}
${command}; echo ended >&8; exec 8>&-`;
  },
};

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

function byHand({ stdout }: LogPaths): { name: string; told: string; console: string } {
  const top = dirname(dirname(stdout));
  return { name: `${top}/terminal`, told: `${top}/terminal.told`, console: `${top}/console` };
}
