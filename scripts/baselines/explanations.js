import { readFileSync } from "node:fs";
import { parse } from "yaml";

/** Why something is as it is, by runtime and case; a name may have a *. Each must explain something. */
export class Explanations {
  #path;
  #all;

  /** @param {string} path a YAML file: a list of { runtime, case, why, source } */
  constructor(path) {
    this.#path = path;
    this.#all = parse(readFileSync(path, "utf8")).map((one) => ({ ...one, isUsed: false }));
  }

  /** The first that fits; undefined where there is none. */
  of(runtime, { suite, test }) {
    const found = this.#all.find(
      (one) => matches(one.runtime, runtime) && matches(one.case, `${suite}/${test}`),
    );
    if (found) found.isUsed = true;
    return found;
  }

  /** @throws Error where one of them explains nothing any more */
  demandUsed() {
    const unused = this.#all.filter(({ isUsed }) => !isUsed).map((one) => `${one.runtime} ${one.case}`);
    if (unused.length > 0) throw new Error(`${this.#path}: these explain nothing: ${unused.join(", ")}`);
  }
}

/** The end of a cell of a table. */
export function whyText(found) {
  if (!found) return "unexplained";
  const source = found.source ? ` ([source](${found.source}))` : "";
  return `${found.why.trim()}${source}`;
}

function matches(pattern, text) {
  const escaped = pattern.split("*").map((part) => part.replace(/[.+?^$|()[\]{}\\]/g, "\\$&"));
  return new RegExp(`^${escaped.join(".*")}$`).test(text);
}
