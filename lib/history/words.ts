import { HARMS } from "../results/harm-names.ts";
import type { CaseResult, Harm, HarmName } from "../results/schema.ts";

/** Further harms of one result that are named beside the worst. */
const MOST_HARMS = 2;

const verbs: Readonly<Record<HarmName, (harm: Harm) => string>> = {
  hang: () => "hangs",
  died: ({ text }) => {
    const [, signal, code] = /ended by (?:signal (\w+)|exit (\d+))/.exec(text) ?? [];
    if (signal) return `dies of ${signal}`;
    return code ? `dies with exit ${code}` : "dies";
  },
  "false-status": ({ text }) => {
    const [, signal] = /^the runtime itself died of (\w+)/.exec(text) ?? [];
    if (signal) return `the runtime dies of ${signal}`;
    const [, reported] = /reported ([^;]+); PID 1/.exec(text) ?? [];
    return reported ? `reports ${reported} wrongly` : "reports a wrong status";
  },
  refused: () => "does not start",
  lost: ({ amount }) => `loses ${bytes(amount)}`,
  undelivered: ({ amount }) => `logs do not return ${bytes(amount)}`,
  altered: () => "alters the output",
  leaked: () => "leaks",
  "host-changed": () => "changes what belongs to the host",
  spin: () => "spins",
  late: () => "is late",
};

/** What a result that ran comes to, as a predicate: `dies of SIGSEGV`, `held`. */
export function wordsOf({ verdict, harms }: CaseResult): string {
  const told = HARMS.flatMap((name) => harms.find(({ harm }) => harm === name) ?? [])
    .slice(0, MOST_HARMS)
    .map((harm) => verbs[harm.harm](harm))
    .join(" and ");
  if (verdict === "broken") return told ? `broken: ${told}` : "broken";
  if (told) return told;
  return verdict === "held" ? "held" : "unharmed";
}

function bytes(amount: number | null): string {
  if (amount === null) return "bytes";
  return amount === 1 ? "1 byte" : `${amount} bytes`;
}
