import { within } from "../host/deadline.ts";
import type { Message, MessageName, MessageOf } from "./messages.ts";
import { type ActorName, type Step, wordsOf } from "./steps.ts";

/** What a channel needs of the directory that all channels of a container share. */
export interface Post {
  /** Takes in what has come, for every channel. */
  look(): void;
  /** Makes a file that the container can read, whole from the first. */
  make(name: string, text: string): void;
}

/** The suite's side of the talk with one program in a container: with PID 1's workload, or with what was executed beside it. */
export class Channel {
  readonly name: ActorName;
  readonly #post: Post;
  readonly #first = new Map<MessageName, Message>();
  readonly #last = new Map<MessageName, Message>();
  readonly #done = new Map<number, MessageOf<"did">>();
  readonly #waiting = new Set<() => void>();
  /** Why nothing more can come; for whoever waits. */
  #failure: Error | null = null;
  #asked = 0;
  #isGone = false;

  constructor(name: ActorName, post: Post) {
    this.name = name;
    this.#post = post;
  }

  /** The first message of that name, past or coming. @throws DeadlineError, TamperedAnswers */
  wait<N extends MessageName>(name: N, milliseconds: number): Promise<MessageOf<N>> {
    const found = () => this.#first.get(name) as MessageOf<N> | undefined;
    return this.#await(found, milliseconds, `the workload's event "${name}"`);
  }

  /** The last message of that name so far. */
  last<N extends MessageName>(name: N): MessageOf<N> | undefined {
    this.#post.look();
    return this.#last.get(name) as MessageOf<N> | undefined;
  }

  /** Lets a workload go on that waits for it. */
  go(): void {
    if (!this.#isGone) this.#post.make(this.#file("go"), "");
    this.#isGone = true;
  }

  /** Has an actor do one step, and waits for its answer. @throws DeadlineError, TamperedAnswers */
  do(step: Step, milliseconds: number): Promise<MessageOf<"did">> {
    const number = this.#asked;
    this.tell(step);
    return this.#await(() => this.#done.get(number), milliseconds, `the answer to "${wordsOf(step)}"`);
  }

  /** The same, of a step that it will not answer: its last. */
  tell(step: Step): void {
    this.#post.make(this.#file(`step-${this.#asked++}`), `${wordsOf(step)}\n`);
  }

  /** What has come of a step so far, for whoever heard of the end before. */
  answerTo(number: number): MessageOf<"did"> | undefined {
    this.#post.look();
    return this.#done.get(number);
  }

  /** How many steps it was asked to do. */
  get asked(): number {
    return this.#asked;
  }

  /** Of the directory alone: what has come for this channel. @returns whether it can be an answer */
  take(message: Message): boolean {
    if (message.event === "did") {
      if (message.step >= this.#asked || this.#done.has(message.step)) return false;
      this.#done.set(message.step, message);
    }
    if (!this.#first.has(message.event)) this.#first.set(message.event, message);
    this.#last.set(message.event, message);
    return true;
  }

  /** Of the directory alone: those who wait look again. */
  wake(): void {
    for (const look of this.#waiting) look();
  }

  fail(error: Error): void {
    this.#failure ??= error;
    this.wake();
  }

  #await<T>(find: () => T | undefined, milliseconds: number, what: string): Promise<T> {
    let look = () => {};
    const seen = new Promise<T>((resolve, reject) => {
      look = () => {
        const found = find();
        if (found) resolve(found);
        else if (this.#failure) reject(this.#failure);
      };
      this.#waiting.add(look);
      this.#post.look();
      look();
    });
    return within(seen, milliseconds, what).finally(() => this.#waiting.delete(look));
  }

  #file(name: string): string {
    return this.name === "" ? name : `${this.name}.${name}`;
  }
}
