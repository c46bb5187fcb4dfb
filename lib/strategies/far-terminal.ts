import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { MachineError } from "../errors.ts";
import { within } from "../host/deadline.ts";
import { deadline } from "../host/deadlines.ts";
import { type HelperProcess, startHelper } from "../host/helper-process.ts";
import { quoted } from "../host/shell-words.ts";
import { makeTemporaryDirectory } from "../host/temporary-directory.ts";
import type { FarTerminal, LogPaths, Source, StrategyTools, TerminalState } from "./strategy.ts";
import terminalProgram from "./terminal.pl";

/** Of every terminal at its start: neither none (0×0) nor what everybody takes for granted (24×80). */
export const WINDOW = { rows: 33, columns: 107 } as const;

/** A terminal of the suite's own, and the process that holds its other end; see terminal.pl. */
export interface HeldTerminal {
  readonly source: Extract<Source, { kind: "terminal" }>;
  readonly terminal: FarTerminal;
  /** Resolves when PID 1 and its runtime have gone, and all that came out is in the log. */
  drained(): Promise<void>;
  close(): Promise<void>;
}

/** @param log to which what comes out is appended @throws MachineError */
export async function startTerminal(
  log: string,
  { namespace, directory }: Pick<StrategyTools, "namespace" | "directory">,
): Promise<HeldTerminal> {
  const console = join(makeTemporaryDirectory(directory, "pty-"), "console");
  const holder = await startHelper(
    "terminal",
    namespace.enter,
    'exec perl -e "$@"',
    parametersOf(log, console),
  );
  const answers = new Answers(holder);
  const [path, first] = await made(answers).catch(async (error) => {
    await holder.close().catch(() => {}); // The first error tells more.
    throw error;
  });
  return {
    source: { kind: "terminal", path, console },
    terminal: {
      first,
      hangUp: async () => void (await answers.to("hang up", "hung")),
      resize: async (rows, columns) => void (await answers.to(`resize ${rows} ${columns}`, "resized")),
      pause: async () => void (await answers.to("pause", "paused")),
      goOn: async () => void (await answers.to("go on", "goes")),
      shown: async () => Buffer.from(await answers.to("shown", "text"), "hex").toString(),
      look: async () => stateOf(await answers.to("look", "state")),
    },
    drained: async () => void (await answers.whenever("ended", "done")),
    close: () => holder.close(),
  };
}

async function made(answers: Answers): Promise<[string, TerminalState]> {
  const path = await answers.to("", "terminal");
  return [path, stateOf(await answers.to("look", "state"))];
}

/** The same by hand. @param log of what comes out */
export function terminalByHand(
  log: string,
  { stdout }: LogPaths,
): { source: Extract<Source, { kind: "terminal" }>; script(command: string): string } {
  const top = dirname(dirname(stdout));
  const [name, told, console] = [`${top}/terminal`, `${top}/terminal.told`, `${top}/console`];
  return {
    source: { kind: "terminal", path: name, console },
    script(command) {
      const holder = ["perl", "-e", ...parametersOf(log, console)];
      const [input, said] = [quoted(`${told}.in`), quoted(told)];
      return `mkfifo ${input}; { ${holder.map(quoted).join(" ")} <${input} >${said} & } 2>/dev/null; exec 8>${input}
until [ -s ${said} ]; do sleep 0.1; done; ln -s "$(sed -n 's/^terminal //p' ${said})" ${quoted(name)}
${command}; echo ended >&8; exec 8>&-`;
    },
  };
}

function parametersOf(log: string, console: string): string[] {
  return [
    terminalProgram,
    String(recvmsgNumber()),
    log,
    console,
    String(WINDOW.rows),
    String(WINDOW.columns),
  ];
}

/** Lines by their first word, whenever they come: the end of what comes out is told unasked. */
class Answers {
  readonly #holder: HelperProcess;
  readonly #told = new Map<string, string>();
  #waiting: () => void = () => {};
  #isGone = false;

  constructor(holder: HelperProcess) {
    this.#holder = holder;
    const lines = createInterface({ input: holder.stdout });
    lines.on("line", (line) => {
      const [word = "", ...rest] = line.split(" ");
      this.#told.set(word, rest.join(" "));
      this.#waiting();
    });
    lines.once("close", () => {
      this.#isGone = true;
      this.#waiting();
    });
  }

  /** What is said after that word, once it is asked for. @throws MachineError, DeadlineError */
  to(order: string, word: string): Promise<string> {
    const what = `a terminal's answer to "${order || word}"`;
    return within(this.whenever(order, word), deadline("making of a terminal"), what);
  }

  /** The same, however long it takes; one question at a time. @throws MachineError */
  whenever(order: string, word: string): Promise<string> {
    if (order !== "") this.#holder.stdin.write(`${order}\n`);
    return new Promise<string>((resolve, reject) => {
      this.#waiting = () => {
        const said = this.#told.get(word);
        if (said === undefined && !this.#isGone) return;
        this.#told.delete(word);
        if (said === undefined)
          reject(new MachineError("TERMINAL", "who holds the terminal has ended by itself"));
        else resolve(said);
      };
      this.#waiting();
    });
  }
}

function stateOf(text: string): TerminalState {
  const [rows, columns, termios = "", waiting, sent] = text.split(" ");
  return {
    ...{ rows: Number(rows), columns: Number(columns), termios },
    ...{ waiting: Number(waiting), isSent: sent === "1" },
  };
}

/** __NR_recvmsg by architecture (linux: arch/x86/entry/syscalls/syscall_64.tbl, include/uapi/asm-generic/unistd.h). */
function recvmsgNumber(): number {
  const number = ({ x64: 47, arm64: 212, riscv64: 212 } as Partial<Record<string, number>>)[process.arch];
  if (number === undefined)
    throw new MachineError(
      "NO_TERMINAL",
      `a terminal cannot be made here: recvmsg's number on ${process.arch} is not known.`,
    );
  return number;
}
