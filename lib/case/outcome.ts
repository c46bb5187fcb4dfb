import { fateWords } from "../results/fate-words.ts";
import type { Link, Observation, StreamLedger } from "../results/schema.ts";
import { sameFate } from "./fates.ts";

/**
 * One short string of a closed vocabulary that sums a case up and can be compared:
 * `FATE[ · reported FATE][ · spin][ · WIRING][ · CAUSE][ · ERRNO OPERATION…][ · all ok] · lost N[ · torn N]…[ · late N][ · undelivered N]`, or `no log` where nothing is to be kept.
 * `lost some` where the amount is a race; the ledger has it. Two runs of the same case on the same machine give the same one.
 */
export function outcomeOf({ fate, ledger, evidence, answers }: Observation, wiring?: string): string {
  const known = fate.actual.kind === "unknown" ? fate.reported : fate.actual;
  const parts = [fateWords(known)];
  if (fate.reported.kind !== "unknown" && !sameFate(known, fate.reported))
    parts.push(`reported ${fateWords(fate.reported)}`);
  if (known.kind === "hang" && known.spin) parts.push("spin");
  if (wiring) parts.push(wiring);
  const cause = causeOf(evidence.chain);
  if (cause) parts.push(cause);
  if (answers) parts.push(...answersText(answers));
  return [...parts, ...ledgerText(ledger, wiring !== undefined || known.kind === "hang")].join(" · ");
}

// `stale-abort`: node's own look at a stale descriptor. `abort`: anything else that called abort(3).
function causeOf(chain: readonly Link[]): string | null {
  const blamed = chain.findIndex((link) => link.name === "reset-stdio");
  if (blamed > 0) {
    const errno = chain[blamed - 1]?.text.match(/\bE[A-Z]+\b/)?.[0] ?? "errno";
    return errno === "ESTALE" ? "stale-abort" : `${errno.toLowerCase()}-abort`;
  }
  return chain.some((link) => link.text.startsWith("SIGABRT")) ? "abort" : null;
}

// By errno, in the order in which they were asked; what is not named answered ok.
function answersText(answers: Readonly<Record<string, string>>): string[] {
  const refused = Object.entries(answers).filter(([, answer]) => answer !== "ok");
  const errnos = [...new Set(refused.map(([, answer]) => answer))];
  if (errnos.length === 0) return ["all ok"];
  return errnos.map((errno) =>
    [errno, ...refused.filter(([, answer]) => answer === errno).map(([operation]) => operation)].join(" "),
  );
}

// A reader that closes its pipe at the first trouble leaves in it what came meanwhile, and a writer that is quick enough never meets
// EPIPE: that bytes are lost is sure, how many is a race. So it is with every runtime that relays and gives up, and with a writer that hangs: what had
// been read and not stored by then depends on who came first.
function ledgerText(ledger: readonly StreamLedger[], isRace: boolean): string[] {
  if (ledger.length > 0 && ledger.every(({ unlogged }) => unlogged !== undefined)) return ["no log"];
  const isByChance = ledger.some(({ lost, failed }) => lost > 0 && (isRace || (failed.EPIPE ?? 0) > 0));
  const sum = (key: "lost" | "torn" | "duplicated" | "reordered" | "late") =>
    ledger.reduce((all, one) => all + (one[key] ?? 0), 0);
  const wrong = (["torn", "duplicated", "reordered", "late"] as const).filter((key) => sum(key) > 0);
  const undelivered = ledger.reduce((all, one) => all + one.stored - (one.delivered ?? one.stored), 0);
  return [
    `lost ${isByChance ? "some" : sum("lost")}`,
    ...wrong.map((key) => `${key} ${sum(key)}`),
    ...(undelivered > 0 ? [`undelivered ${undelivered}`] : []),
  ];
}
