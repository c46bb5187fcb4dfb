import type { RuntimeFamily } from "../runtimes/family.ts";
import type { Runtime } from "../runtimes/runtime.ts";
import { guarded } from "./guarded.ts";

/** @returns what is wrong with it, as a clause, where it is no family of runtimes that can be asked for: nobody has compared a file of the user's with its types */
export function checkedFamily(value: unknown): RuntimeFamily | string {
  const family = value as RuntimeFamily | undefined;
  if (typeof family !== "object" || family === null || !Array.isArray(family.names))
    return "its default export is no family of runtimes; see RuntimeFamily of fd012/runtime";
  if (family.names.length === 0) return "it names no runtime";
  for (const name of family.names)
    if (typeof name !== "string" || !NAME.test(name))
      return `a runtime is called by letters, digits, dots, hyphens and underscores, not "${name}"`;
  if (typeof family.summary !== "string" || family.summary.trim() === "")
    return `${family.names[0]} has no summary`;
  if (typeof family.open !== "function") return `${family.names[0]} has no open(request)`;
  return family.names.map((name) => troubleOf(family, name)).find((one) => one !== null) ?? withAll(family);
}

const NAME = /^\w[\w.-]*$/;

function troubleOf(family: RuntimeFamily, name: string): string | null {
  try {
    const runtime: Partial<Runtime> | undefined = family.open({ name, base: name, variant: null, log: null });
    if (runtime?.name !== name) return `what it opens for ${name} calls itself "${runtime?.name}"`;
    const lacking = (["detect", "plan"] as const).find((method) => typeof runtime[method] !== "function");
    return lacking === undefined ? null : `what it opens for ${name} has no method ${lacking}`;
  } catch (error) {
    return `it cannot open ${name}: ${error instanceof Error ? error.message : error}`;
  }
}

/** A file without types may leave out what stands for nothing; and what it opens may fail. */
function withAll(family: RuntimeFamily): RuntimeFamily {
  return { ...family, variants: family.variants ?? null, open: (...words) => guarded(family.open(...words)) };
}
