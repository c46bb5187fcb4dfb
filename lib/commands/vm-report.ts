import { existsSync, rmSync } from "node:fs";
import { relative } from "node:path";
import { MachineError } from "../errors.ts";
import type { Reporter } from "../reporters/reporter.ts";
import { visible } from "../reporters/visible-text.ts";
import { endOfCutRun } from "../results/cut-short.ts";
import { runOfEvents } from "../results/run-of-events.ts";
import type { RunEvent, RunFile, RunTail } from "../results/schema.ts";
import type { GuestEnd } from "../vm/guest-run.ts";
import type { AskedReporter } from "./asked-reporters.ts";
import { conditionsOf } from "./baseline-demands.ts";
import { commandWords } from "./command-words.ts";
import { conclude, type Terms, tellConclusion } from "./conclusion.ts";
import { makeReportDirectory } from "./report-directory.ts";
import type { RunOptions } from "./run-options.ts";
import { openReporters } from "./run-reporters.ts";
import { say } from "./say.ts";

/** What this machine was asked for, and the guest was not. */
type Asked = Pick<RunOptions, "timeout" | "fromFile">;

/** What is heard from a virtual machine, told as a run of this machine's. */
export class VmReport {
  readonly directory: string;
  /** Made for this run: it goes where there was none. */
  readonly #isOurs: boolean;
  readonly #began = performance.now();
  readonly #heard: RunEvent[] = [];
  readonly #problems: string[];
  readonly #reporters: Reporter;
  readonly #terms: Terms;
  /** Seconds, as it was asked for: an emulated guest is given more. */
  readonly #asked: Asked;
  #tail: RunTail | null = null;
  readonly #refusal = new AbortController();

  static async open(
    out: string | undefined,
    reporters: readonly AskedReporter[],
    terms: Terms,
    asked: Asked,
  ): Promise<VmReport> {
    const isOurs = out === undefined || !existsSync(out);
    const directory = makeReportDirectory(out);
    const problems: string[] = [];
    const opened = await openReporters(reporters, directory, (problem) => problems.push(problem));
    return new VmReport(directory, isOurs, opened, problems, terms, asked);
  }

  private constructor(
    directory: string,
    isOurs: boolean,
    reporters: Reporter,
    problems: string[],
    terms: Terms,
    asked: Asked,
  ) {
    this.directory = directory;
    this.#isOurs = isOurs;
    this.#reporters = reporters;
    this.#problems = problems;
    this.#terms = terms;
    this.#asked = asked;
  }

  /** Aborted where the run inside cannot be held against the baseline, as soon as it has said how it is made: nobody needs the rest. */
  get refused(): AbortSignal {
    return this.#refusal.signal;
  }

  /** The end of the run is kept until the virtual machine is off: only this machine knows what it makes of it. */
  hear(event: RunEvent): void {
    if (this.refused.aborted) return;
    if (event.type === "run-end") this.#tail = event.tail;
    else if (event.type === "run-start") this.#begin(this.#asOurs(event));
    else this.#tell(event);
  }

  #begin(event: RunEvent & { type: "run-start" }): void {
    try {
      this.#terms.gate?.demandComparable(conditionsOf(event.head));
      this.#tell(event);
    } catch (error) {
      this.#refusal.abort(error);
    }
  }

  /**
   * @returns the exit code
   * @throws UsageError `BASELINE_OPTIONS` where it was refused
   * @throws MachineError `GUEST` where the virtual machine was lost before its run began
   */
  async close(end: GuestEnd): Promise<number> {
    const hasBegun = this.#heard.some(({ type }) => type === "run-start");
    if (!hasBegun) return await this.#closeWithout(end);
    const owed = this.#tail ? [{ type: "run-end" as const, tail: this.#tail }] : this.#owed(end);
    for (const event of owed) if (event.type !== "run-end") this.#tell(event);
    const last = owed.at(-1) as RunEvent & { type: "run-end" };
    return await this.#end(last.tail);
  }

  // It never came so far as to say what it would run: that, or why not, is all there is to say.
  async #closeWithout(end: GuestEnd): Promise<number> {
    await this.#reporters.done();
    if (this.#isOurs) rmSync(this.directory, { recursive: true, force: true });
    this.refused.throwIfAborted();
    if (end.kind === "interrupted") return 130;
    if (end.kind === "told") {
      if (end.said !== "") say(end.said);
      return end.code;
    }
    const console = end.console.map((line) => `  ${visible(line)}`);
    throw new MachineError("GUEST", [end.why, ...console].join("\n"));
  }

  #owed(end: GuestEnd): RunEvent[] {
    const milliseconds = performance.now() - this.#began;
    if (end.kind === "interrupted") return endOfCutRun(this.#heard, { why: null, lines: [], milliseconds });
    const { why, console } = end.kind === "lost" ? end : brokenOff(end);
    return endOfCutRun(this.#heard, { why, lines: console, milliseconds });
  }

  async #end(tail: RunTail): Promise<number> {
    const whole = { ...tail, problems: [...tail.problems, ...this.#problems] };
    const run = runOfEvents(this.#heard) as RunFile; // It has begun.
    const { judged, tail: concluded } = conclude(run, whole, this.#terms);
    this.#tell({ type: "run-end", tail: concluded });
    await this.#reporters.done();
    tellConclusion(this.directory, run.cases, judged, this.#terms);
    say(`report: ${this.#place}/index.html`);
    return concluded.exitCode;
  }

  #tell(event: RunEvent): void {
    this.#heard.push(event);
    this.#reporters.on(event);
  }

  // Where the report is, and what was asked for, are this machine's; kernel and all else are the guest's.
  #asOurs(event: RunEvent & { type: "run-start" }): RunEvent & { type: "run-start" } {
    const options = { ...event.head.options, timeout: this.#asked.timeout };
    return {
      ...event,
      head: { ...event.head, run: this.#place, command: commandWords(this.#asked), options },
    };
  }

  get #place(): string {
    return relative(process.cwd(), this.directory) || ".";
  }
}

// The suite inside has ended without telling the end of its run: somebody killed it, or it has a defect.
function brokenOff({ code, said }: GuestEnd & { kind: "told" }) {
  return {
    why: `The run inside the virtual machine broke off with exit ${code}.`,
    console: said.trimEnd().split("\n"),
  };
}
