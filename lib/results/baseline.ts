import type { CaseResult, Observation, RunFile } from "./schema.ts";

/**
 * Of a run what a later one is compared with: verdicts, outcomes, bytes and chains. What is another each time, or large, is left out:
 * wiring with its inode numbers and temporary paths, what an older baseline and --fail-on made of it, the trace and its times, what the runtime said, assertions that hold.
 */
export function baselineOf({ head, cases, tail: { gate, failOn, ...tail } }: RunFile): RunFile {
  return { head, cases: cases.map(slim), tail };
}

/** One case a line, so that a difference between two of them can be read as such. */
export function baselineText(run: RunFile): string {
  const { head, cases, tail } = baselineOf(run);
  const lines = cases.map((one) => JSON.stringify(one)).join(",\n");
  return `{"head": ${JSON.stringify(head)},\n"cases": [\n${lines}\n],\n"tail": ${JSON.stringify(tail)}}\n`;
}

function slim(one: CaseResult): CaseResult {
  return {
    ...one,
    cites: [],
    assertions: one.assertions.filter(({ ok }) => !ok).map((assertion) => ({ ...assertion, detail: null })),
    observation: one.observation && essence(one.observation),
    repro: null,
  };
}

function essence({ fate, ledger, evidence: { chain, missing }, leftovers }: Observation): Observation {
  const evidence = {
    missing: missing ?? "left out of a baseline",
    trace: [],
    chain: chain.map((link) => ({ ...link, seconds: null })),
  };
  return { wiring: null, placement: null, fate, ledger, evidence, leftovers, said: "" };
}
