import { Test, type TestOpts } from "@tapjs/test";
import type { Assertion } from "../results/schema.ts";

/** A tap test of its own for one case, apart from tap's root, and its assertions as plain data. */
export class Assertions {
  readonly t: Test;
  readonly #list: Assertion[] = [];
  readonly #ended: Promise<void>;

  constructor(name: string) {
    const options: TestOpts = { name, autoend: false };
    this.t = new Test(options);
    this.t.parser.on("assert", ({ ok, name, skip, diag }) => {
      this.#list.push({ ok, name, skip: skipReason(skip), detail: ok ? null : detailOf(diag) });
    });
    this.t.resume(); // Its TAP text is not needed; the reporters write from the plain data.
    this.#ended = new Promise((resolve) => this.t.once("end", () => resolve()));
  }

  async end(): Promise<Assertion[]> {
    this.t.end();
    await this.#ended;
    return this.#list;
  }
}

// tap adds where in the suite's own source it stands, which says nothing to whoever reads a result, and words of its own.
const names: Record<string, string> = { found: "observed", wanted: "required", doNotWant: "forbidden" };
const ownPlace = ["at", "stack", "source", "compare"];

function detailOf(diag: Record<string, unknown> | null): Assertion["detail"] {
  const entries = Object.entries(diag ?? {}).filter(([key]) => !ownPlace.includes(key));
  return entries.length === 0
    ? null
    : Object.fromEntries(entries.map(([key, value]) => [names[key] ?? key, value]));
}

function skipReason(skip: string | boolean): string | null {
  if (skip === false) return null;
  return skip === true ? "" : skip;
}
