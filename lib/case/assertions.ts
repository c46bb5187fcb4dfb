import { Test, type TestOpts } from "@tapjs/test";
import type { Assertion } from "../results/schema.ts";

/** A tap test of its own for one case, apart from tap's root, and its assertions as plain data. */
export class Assertions {
  /** For a claim's body: what each comparison saw and required is kept in words, where tap would make a diff of it. */
  readonly t: Test;
  readonly #test: Test;
  readonly #list: Assertion[] = [];
  readonly #ended: Promise<void>;

  constructor(name: string) {
    const options: TestOpts = { name };
    this.#test = new Test(options);
    this.t = withWords(this.#test);
    this.#test.parser.on("assert", ({ ok, name, skip, diag }) => {
      this.#list.push({ ok, of: "claim", name, skip: skipReason(skip), detail: ok ? null : detailOf(diag) });
    });
    this.#test.resume(); // Its TAP text is not needed; the reporters write from the plain data.
    this.#ended = new Promise((resolve) => this.#test.once("end", () => resolve()));
  }

  async end(): Promise<Assertion[]> {
    this.#test.end();
    await this.#ended;
    return this.#list;
  }
}

/** Of tap's assertions those that hold one value against another: what they are called here, and whether a likeness is forbidden. */
const comparisons = new Map<string | symbol, "required" | "forbidden">([
  ["equal", "required"],
  ["same", "required"],
  ["strictSame", "required"],
  ["match", "required"],
  ["has", "required"],
  ["not", "forbidden"],
  ["notSame", "forbidden"],
  ["notMatch", "forbidden"],
]);

type Compare = (observed: unknown, against: unknown, message?: string, extra?: object) => boolean;

function withWords(test: Test): Test {
  return new Proxy(test, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      const against = comparisons.get(name);
      if (!against) return value.bind(target);
      const compare = value.bind(target) as Compare;
      return ((observed, other, message, extra) =>
        compare(observed, other, message, {
          ...{ observed: plainOf(observed), [against]: plainOf(other), at: null, stack: "" },
          ...extra,
        })) satisfies Compare;
    },
  });
}

/** tap's YAML takes what JSON has, and nothing else. */
function plainOf(value: unknown): unknown {
  const text = JSON.stringify(value, (_, part) => (part instanceof RegExp ? String(part) : part));
  return text === undefined ? null : JSON.parse(text);
}

// tap adds where in the suite's own source it stands, which says nothing to whoever reads a result, and words of its own.
const names: Record<string, string> = { found: "observed", wanted: "required", doNotWant: "forbidden" };
const ownPlace = ["at", "stack", "source", "compare", "diff"];

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
