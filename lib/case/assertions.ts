import { Test, type TestOpts } from "@tapjs/test";
import type { Asserts } from "../asserts.ts";
import type { Assertion } from "../results/schema.ts";

/** A tap test of its own for one case, apart from tap's root, and its assertions as plain data. */
export class Assertions {
  /** For a claim's body: what each comparison saw and required is kept in words, where tap would make a diff of it. */
  readonly t: Asserts;
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

/** The place of the message among the arguments of the other assertions that claims make; what stands behind it is more about it. */
const messageAt = new Map<string | symbol, number>([
  ["pass", 0],
  ["fail", 0],
  ["ok", 1],
  ["notOk", 1],
]);
const COMPARED = 2;

type Call = (...words: unknown[]) => unknown;

function withWords(test: Test): Test {
  return new Proxy(test, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      const call = value.bind(target) as Call;
      const against = comparisons.get(name);
      const at = against ? COMPARED : messageAt.get(name);
      if (at === undefined) return call;
      return ((...words) => {
        const values = words.slice(0, at);
        const compared = against && { observed: values[0], [against]: values[1] };
        const rest = words.slice(at, at + 2);
        const message = rest.find((word) => typeof word === "string");
        const extra = rest.find((word) => typeof word === "object" && word !== null);
        // A comparison without its second value is tap's to refuse.
        return call(
          ...values,
          message === undefined ? undefined : oneLine(message),
          extraOf(compared, extra),
        );
      }) satisfies Call;
    },
  });
}

/** Its own fields of tap's; all else is carried as one text, since tap's YAML does not give back every character. */
function extraOf(compared: object | undefined, extra: object = {}): object {
  const { skip, todo, ...more } = extra as { skip?: unknown; todo?: unknown };
  const directives = {
    ...(skip !== undefined && { skip: typeof skip === "string" ? oneLine(skip) || NO_REASON : skip }),
    ...(todo !== undefined && { todo }),
  };
  const detail = Object.fromEntries(
    Object.entries({ ...compared, ...more }).filter(([key]) => !ownPlace.includes(key)),
  );
  const isPlaced = compared !== undefined || "at" in more;
  const given = {
    ...directives,
    ...(Object.keys(detail).length > 0 && { [CARRIED]: asciiOf(plainOf(detail)) }),
    ...(isPlaced && { at: null, stack: "" }),
  };
  // tap sets words of its own on what it is given, and a value in them would end its YAML.
  for (const name of tapsOwn) Object.defineProperty(given, name, { set() {} });
  return given;
}

const CARRIED = "carried";
const NO_REASON = "no reason was given";

/** TAP is read line by line, and what is left of a broken line would be read as TAP. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
}

/** JSON in nothing but ASCII's visible characters. */
function asciiOf(value: unknown): string {
  const escaped = (one: string) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value).replace(/[\u007f-\uffff]/g, escaped);
}

/** What JSON has, and nothing else; what is not there is null. */
function plainOf(detail: object): unknown {
  const plain = (part: unknown) => (part instanceof RegExp ? String(part) : part);
  return Object.fromEntries(
    Object.entries(detail).map(([key, value]) => {
      const text = JSON.stringify(value, (_, part) => plain(part));
      return [key, text === undefined ? null : JSON.parse(text)];
    }),
  );
}

// tap adds where in the suite's own source it stands, which says nothing to whoever reads a result, and words of its own.
const names: Record<string, string> = { found: "observed", wanted: "required", doNotWant: "forbidden" };
const tapsOwn = ["found", "wanted", "doNotWant", "pattern", "diff", "compare", "note"];
const ownPlace = ["at", "stack", "source", "compare", "diff"];

function detailOf(diag: Record<string, unknown> | null): Assertion["detail"] {
  const { [CARRIED]: carried, ...own } = diag ?? {};
  const entries = Object.entries(own)
    .filter(([key]) => !ownPlace.includes(key))
    .map(([key, value]) => [names[key] ?? key, value]);
  const detail = {
    ...Object.fromEntries(entries),
    ...(typeof carried === "string" && JSON.parse(carried)),
  };
  return Object.keys(detail).length === 0 ? null : detail;
}

function skipReason(skip: string | boolean): string | null {
  if (skip === false) return null;
  return skip === true ? NO_REASON : skip;
}
