import { UsageError } from "../errors.ts";
import type { RuntimeFamily } from "../runtimes/family.ts";
import type { Suite } from "../suite.ts";
import { checkedFamily } from "./checked-family.ts";
import { checkedSuite } from "./checked-suite.ts";
import { importDefault } from "./import-default.ts";
import { letImport } from "./let-import.ts";

/** @param known whose names are taken @throws UsageError of knownWith */
export async function suitesOf(files: readonly string[], known: readonly Suite[]): Promise<Suite[]> {
  const nameOf = ({ name }: Suite) => [name];
  return added("--suite", files, checkedSuite, new Names("suite", known.flatMap(nameOf), nameOf));
}

/** @param known whose names are taken @throws UsageError of knownWith */
export async function familiesOf(
  files: readonly string[],
  known: readonly RuntimeFamily[],
): Promise<RuntimeFamily[]> {
  const namesOf = ({ names }: RuntimeFamily) => names;
  return added("--driver", files, checkedFamily, new Names("runtime", known.flatMap(namesOf), namesOf));
}

async function added<T>(
  option: string,
  files: readonly string[],
  checked: (value: unknown) => T | string,
  names: Names<T>,
): Promise<T[]> {
  await letImport(files);
  const found: T[] = [];
  for (const file of files) {
    const one = checked(await importDefault(option, file));
    if (typeof one === "string") throw new UsageError("ADDED_EXPORT", `${option} ${file}: ${one}.`);
    names.take(one, `${option} ${file}`);
    found.push(one);
  }
  return found;
}

/** Who has which name. */
class Names<T> {
  readonly #owners: Map<string, string>;
  readonly #what: string;
  readonly #of: (one: T) => readonly string[];

  constructor(what: string, ours: readonly string[], of: (one: T) => readonly string[]) {
    this.#what = what;
    this.#owners = new Map(ours.map((name) => [name, "fd012's own"]));
    this.#of = of;
  }

  /** @throws UsageError `ADDED_NAME` */
  take(one: T, owner: string): void {
    for (const name of this.#of(one)) {
      const before = this.#owners.get(name);
      if (before !== undefined)
        throw new UsageError(
          "ADDED_NAME",
          `${owner} has a ${this.#what} "${name}", and so has ${before}: give it another name.`,
        );
      this.#owners.set(name, owner);
    }
  }
}
