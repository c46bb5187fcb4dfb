import { type ChildProcess, fork } from "node:child_process";
import { Fd012Error } from "../errors.ts";
import { within } from "../host/deadline.ts";
import { deadline } from "../host/deadlines.ts";
import type { Answer, Problem, Question } from "./question.ts";

/** The hidden command that answers questions; see lib/commands/inspect-apart.ts. */
export const APART_COMMAND = "inspect-apart";

/**
 * Asks processes apart. A look reads files of the container's root and asks engines, each of which may wait for a server for ever, in node even
 * without a way to give up. Who does not answer by the deadline is killed and left behind, and the others go on.
 */
export class Apart {
  readonly #idle: ChildProcess[] = [];
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  readonly #most: number;

  /** @param most processes at a time */
  constructor(most: number) {
    this.#most = most;
  }

  /** @throws Fd012Error that the other threw, or `NO_ANSWER` after the deadline */
  async ask(question: Question): Promise<Exclude<Answer, { problem: Problem }>> {
    await this.#turn();
    const child = this.#idle.pop() ?? start();
    try {
      const answer = await within(answerOf(child, question), deadline(timeFor(question)), "an answer").catch(
        (error: Error) => {
          leave(child);
          throw new Fd012Error("NO_ANSWER", 3, sentenceOf(question, error));
        },
      );
      this.#idle.push(child);
      if ("problem" in answer) throw errorOf(answer.problem);
      return answer;
    } finally {
      this.#running--;
      this.#waiting.shift()?.();
    }
  }

  /** Lets the processes go; none of them has anything to do. */
  close(): void {
    for (const child of this.#idle.splice(0)) if (child.connected) child.disconnect();
  }

  async #turn(): Promise<void> {
    if (this.#running >= this.#most) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#running++;
  }
}

function start(): ChildProcess {
  return fork(process.argv[1] as string, [APART_COMMAND], {
    execArgv: process.execArgv,
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
}

function answerOf(child: ChildProcess, question: Question): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error("it ended"));
    child.once("exit", ended);
    child.once("error", reject);
    child.once("message", (answer) => {
      child.off("exit", ended);
      child.off("error", reject);
      resolve(answer as Answer);
    });
    child.send(question, (error) => error && reject(error));
  });
}

// One that waits in the kernel dies of it only once it is answered.
function leave(child: ChildProcess): void {
  child.removeAllListeners();
  child.on("error", () => {});
  child.kill("SIGKILL");
  if (child.connected) child.disconnect();
  child.unref();
}

function timeFor({ kind }: Question) {
  return kind === "look" ? "look at a process" : "list of an engine";
}

function sentenceOf(question: Question, { message }: Error): string {
  const seconds = deadline(timeFor(question)) / 1000;
  const why =
    message === "it ended" ? "The process that asked crashed" : `There was no answer within ${seconds} s`;
  return question.kind === "look"
    ? `${why}: a file of the container's, or its log, is on a server that does not answer.`
    : `${why}: ${question.engine} hangs.`;
}

function errorOf({ code, exitCode, message }: Problem): Fd012Error {
  return new Fd012Error(code, exitCode, message);
}
