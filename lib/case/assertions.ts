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
      this.#list.push({ ok, name, skip: skipReason(skip), detail: ok ? null : (diag ?? null) });
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

function skipReason(skip: string | boolean): string | null {
  if (skip === false) return null;
  return skip === true ? "" : skip;
}
