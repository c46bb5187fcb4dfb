import { chownSync, type FSWatcher, linkSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Fd012Error } from "../errors.ts";
import { watch } from "../host/watch.ts";
import { AnswersFile } from "./answers-file.ts";
import { Channel } from "./channel.ts";
import { parseMessage } from "./messages.ts";
import type { ActorName } from "./steps.ts";

/** Names in the directory. */
export const ANSWERS = "events";

/** Somebody in the container used the channel otherwise than a workload does: what it says proves nothing any more. */
class TamperedAnswers extends Fd012Error {
  constructor(what: string) {
    super("TAMPERED", 3, `the workload's answers cannot be trusted: ${what}`);
  }
}

/**
 * The suite's side of the talk with a container. The directory is mounted read-only at /fd012, so that only the suite makes files in it; over
 * its one file `events` that same file is mounted writable, and all programs of the suite's append to it. Each of them has a channel.
 */
export class ControlDirectory {
  readonly path: string;
  /** To the workload that is PID 1, or stands for it. */
  readonly main: Channel;
  readonly #answers: AnswersFile;
  readonly #watcher: FSWatcher;
  readonly #channels = new Map<string, Channel>();
  /** Why nothing more can come. */
  #failure: Error | null = null;
  #tampered: string | null = null;

  constructor(path: string) {
    this.path = path;
    this.main = this.channel("");
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

  /** For a program that is about to be started: nobody else may speak in its name before. */
  channel(name: ActorName): Channel {
    const post = { look: () => this.#look(), make: (file: string, text: string) => this.#make(file, text) };
    const channel = new Channel(name, post);
    this.#channels.set(name, channel);
    if (this.#failure) channel.fail(this.#failure);
    return channel;
  }

  /** st_dev:st_ino of the file of answers, which a workload has open for the moment of a write. */
  get identity(): string {
    return this.#answers.identity;
  }

  /** For a workload that is not root's: it may do there what root may. */
  giveTo({ uid, gid }: { readonly uid: number; readonly gid: number }): void {
    for (const path of [join(this.path, ANSWERS), this.path]) chownSync(path, uid, gid);
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

  /** Ends every wait too. */
  close(): void {
    this.#watcher.close();
    this.#answers.close();
    this.#fail(new Error("the channel to the workload was closed"));
  }

  // A container that may mount can have the directory writable again. It gets nothing for it: what it has put there is neither followed nor
  // opened, since link(2) takes nothing that is there; and what it reads is whole from the first.
  #make(name: string, text: string): void {
    const draft = `${this.path}.draft`;
    try {
      writeFileSync(draft, text, { flag: "wx", mode: 0o444 });
      linkSync(draft, join(this.path, name));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      this.#tamper(`somebody else than the suite has made ${name}`);
    } finally {
      rmSync(draft, { force: true });
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
    for (const channel of this.#channels.values()) channel.wake();
  }

  #take(line: string): void {
    const letter = parseMessage(line);
    const isTaken = letter && this.#channels.get(letter.of)?.take(letter.message);
    if (!isTaken) this.#tamper(`no message of ours is ${JSON.stringify(line.slice(0, SHOWN))}`);
  }

  #tamper(what: string): void {
    if (this.#tampered !== null) return;
    this.#tampered = what;
    this.#fail(new TamperedAnswers(what));
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const channel of this.#channels.values()) channel.fail(error);
  }
}

const SHOWN = 80;
