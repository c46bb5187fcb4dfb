import { closeSync, constants, type FSWatcher, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { Fd012Error } from "../errors.ts";
import { within } from "../host/deadline.ts";
import { watch } from "../host/watch.ts";
import { AnswersFile } from "./answers-file.ts";
import { type Message, type MessageName, type MessageOf, parseMessage } from "./messages.ts";

/** Names in the directory. */
export const ANSWERS = "events";
const GO = "go";

const { O_CREAT, O_EXCL, O_WRONLY } = constants;

/** Somebody in the container used the channel otherwise than a workload does: what it says proves nothing any more. */
class TamperedAnswers extends Fd012Error {
  constructor(what: string) {
    super("TAMPERED", 3, `the workload's answers cannot be trusted: ${what}`);
  }
}

/**
 * The suite's side of the channel to a workload. The directory is mounted read-only at /fd012, so that only the suite makes files in it; over
 * its one file `events` that same file is mounted writable, and the workload appends to it.
 */
export class ControlDirectory {
  readonly path: string;
  readonly #answers: AnswersFile;
  readonly #watcher: FSWatcher;
  readonly #first = new Map<MessageName, Message>();
  readonly #last = new Map<MessageName, Message>();
  readonly #waiting = new Set<() => void>();
  /** Why nothing more can come; for whoever waits. */
  #failure: Error | null = null;
  #tampered: string | null = null;
  #isGone = false;

  constructor(path: string) {
    this.path = path;
    // A program that a container writes into the file and marks setuid is nobody else's to run.
    mkdirSync(path, 0o700);
    this.#answers = new AnswersFile(join(path, ANSWERS)); // Made before the watch, so that its birth is never missed.
    try {
      this.#watcher = watch(
        join(path, ANSWERS),
        () => this.#look(),
        (error) => this.#fail(error),
      );
    } catch (error) {
      this.#answers.close();
      throw error;
    }
  }

  /** st_dev:st_ino of the file of answers, which a workload has open for the moment of a write. */
  get identity(): string {
    return this.#answers.identity;
  }

  /** What was done to the channel that no workload of ours does; null where all is well. */
  get tampered(): string | null {
    this.#look();
    return this.#tampered;
  }

  /** @throws TamperedAnswers `TAMPERED` */
  demandTrust(): void {
    if (this.tampered !== null) throw new TamperedAnswers(this.tampered);
  }

  /** The first message of that name, past or coming. @throws DeadlineError, TamperedAnswers */
  wait<N extends MessageName>(name: N, milliseconds: number): Promise<MessageOf<N>> {
    let look = () => {};
    const seen = new Promise<MessageOf<N>>((resolve, reject) => {
      look = () => {
        const found = this.#first.get(name);
        if (found) resolve(found as MessageOf<N>);
        else if (this.#failure) reject(this.#failure);
      };
      this.#waiting.add(look);
      this.#look();
      look();
    });
    return within(seen, milliseconds, `the workload's event "${name}"`).finally(() =>
      this.#waiting.delete(look),
    );
  }

  /** The last message of that name so far. */
  last<N extends MessageName>(name: N): MessageOf<N> | undefined {
    this.#look();
    return this.#last.get(name) as MessageOf<N> | undefined;
  }

  /** Lets the workload go on. */
  go(): void {
    if (!this.#isGone) this.#make(GO);
    this.#isGone = true;
  }

  /** Ends every wait too. */
  close(): void {
    this.#watcher.close();
    this.#answers.close();
    this.#fail(new Error("the channel to the workload was closed"));
  }

  // A container that may mount can have the directory writable again. It gets nothing for it: what it has put there is neither followed nor opened (O_EXCL).
  #make(name: string): void {
    try {
      closeSync(openSync(join(this.path, name), O_CREAT | O_EXCL | O_WRONLY, 0o444));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      this.#tamper(`somebody else than the suite has made ${name}`);
    }
  }

  // Also called by the watch, where nobody could catch anything.
  #look(): void {
    try {
      for (const line of this.#answers.lines()) this.#take(line);
    } catch (error) {
      this.#fail(error as Error);
    }
    const { trouble } = this.#answers;
    if (trouble !== null) this.#tamper(`of the file of answers, ${trouble}`);
    for (const look of this.#waiting) look();
  }

  #take(line: string): void {
    const message = parseMessage(line);
    if (!message) this.#tamper(`no message of ours is ${JSON.stringify(line.slice(0, SHOWN))}`);
    else {
      if (!this.#first.has(message.event)) this.#first.set(message.event, message);
      this.#last.set(message.event, message);
    }
  }

  #tamper(what: string): void {
    if (this.#tampered !== null) return;
    this.#tampered = what;
    this.#fail(new TamperedAnswers(what));
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const look of this.#waiting) look();
  }
}

const SHOWN = 80;
