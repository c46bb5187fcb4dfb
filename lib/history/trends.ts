import type { CaseHistory, Group, Trend } from "./schema.ts";

interface TrendLook {
  readonly sign: string;
  readonly style: "red" | "yellow" | "green" | "dim";
  /** Behind a number of cases. */
  readonly counted: string;
  /** Of what it is the heading. */
  readonly title: string;
}

/** How each trend is shown: always a sign and a word, never the colour alone. */
export const trendLooks: Readonly<Record<Trend, TrendLook>> = {
  flapping: { sign: "↯", style: "red", counted: "flap", title: "Flapping: good and bad by turns" },
  worse: { sign: "✘", style: "red", counted: "became worse", title: "Became worse" },
  better: { sign: "✔", style: "green", counted: "became better", title: "Became better" },
  different: { sign: "≠", style: "yellow", counted: "became different", title: "Became different" },
  flaky: { sign: "~", style: "yellow", counted: "flaky", title: "Flaky" },
  "always-bad": { sign: "▲", style: "yellow", counted: "bad in all", title: "Broken or harmed in all" },
  "always-good": { sign: "=", style: "dim", counted: "good in all", title: "Good in all" },
  unseen: { sign: "○", style: "dim", counted: "never seen", title: "Never seen" },
};

/** Those that are shown case by case where not everything is: somebody has to look at them. */
export const CHANGED: readonly Trend[] = ["flapping", "worse", "better", "different", "flaky"];

/** `3 became worse, 12 became better, 400 good in all`. */
export function countsLine({ counts }: Group): string {
  const told = Object.entries(trendLooks).filter(([trend]) => counts[trend as Trend] > 0);
  return told.map(([trend, { counted }]) => `${counts[trend as Trend]} ${counted}`).join(", ");
}

/** `direct-file, shim-pipe · local`, with the image where the cases of the claim have several. */
export function whereWords(cases: CaseHistory["cases"], withImage: boolean): string {
  const groups = new Map<string, string[]>();
  for (const { strategy, filesystem, image } of cases) {
    const rest = [filesystem, ...(withImage ? [image] : [])].join(" · ");
    groups.set(rest, [...new Set([...(groups.get(rest) ?? []), strategy])]);
  }
  return [...groups].map(([rest, strategies]) => `${strategies.join(", ")} · ${rest}`).join("; ");
}

/** How often each range was run and came out so: `1.8.1: 3 of 3, 1.21: 1 of 3`. */
export function repetitionWords({ ranges }: CaseHistory): string {
  return ranges
    .filter(({ of }) => of > 0)
    .map(({ from, to, times, of }) => `${from === to ? from : `${from} … ${to}`}: ${times} of ${of}`)
    .join(", ");
}
