import { CHAIN_ARROW, chainWords } from "../results/chain-words.ts";
import { fateWords } from "../results/fate-words.ts";
import { attemptLines } from "../results/flaky.ts";
import { harmLines } from "../results/harm-words.ts";
import type { CaseResult, Link, Observation, RunHead, StreamLedger } from "../results/schema.ts";
import { isGood } from "../results/standing.ts";
import { againLine, reproFile } from "./again.ts";
import type { Paint } from "./colour.ts";
import { troubleLines } from "./progress/case-lines.ts";
import { wrapped } from "./progress/wrapped.ts";
import { visible } from "./visible-text.ts";

const WIDTH = 100;
const plain: Paint = (_style, text) => text;

/** All that is to be known of a case that is broken, harmed or an error, as lines that are safe anywhere, and how to see it again. */
export function failureLines(result: CaseResult, head: Pick<RunHead, "command">): string[] {
  const { level, claim, outcome, observation, repro } = result;
  return [
    `${level}: ${visible(claim)}`,
    ...(outcome ? [`outcome: ${visible(outcome)}`] : []),
    ...(isGood(result)
      ? harmLines(result).map(visible)
      : troubleLines(result, plain, Number.POSITIVE_INFINITY)),
    ...attemptLines(result).map(visible),
    ...(observation ? observationLines(observation) : []),
    `again: ${visible(againLine(result, head))}`,
    ...(repro === null ? [] : [`by hand: ${reproFile(result)} in the run's directory`]),
  ];
}

function observationLines({ fate, ledger, evidence }: Observation): string[] {
  const { chain, missing, kernelLog } = evidence;
  return [
    `fate: ${fateWords(fate.actual)}; the runtime reported: ${fateWords(fate.reported)}`,
    ...ledger.map(ledgerLine),
    ...chainLines(chain),
    ...(missing === null ? [] : [`no kernel trace: ${visible(missing)}`]),
    ...(kernelLog?.line ? [`the kernel's log: ${visible(kernelLog.line)}`] : []),
  ];
}

function chainLines(chain: readonly Link[]): string[] {
  return wrapped(chainWords(chain).map(visible), CHAIN_ARROW, WIDTH).map((line, index) =>
    index === 0 ? `chain: ${line}` : `       ${line}`,
  );
}

function ledgerLine(one: StreamLedger): string {
  const { stream, acked, stored, delivered, unlogged, failed, streams: _, told, ...wrong } = one;
  const kept = unlogged === undefined ? [`${stored} stored`] : [`${unlogged} to no log`];
  const given = delivered === undefined ? [] : [`${delivered} delivered`];
  const bad = Object.entries(wrong).flatMap(([name, bytes]) => (bytes ? [`${bytes} ${name}`] : []));
  const errors = Object.entries(failed).map(([errno, times]) => `write(2) ${errno} ×${times}`);
  const unsure = told === false ? ["but the workload has not told all that it wrote"] : [];
  return visible(
    `${stream}: ${[`${acked} bytes acknowledged`, ...kept, ...given, ...bad, ...errors, ...unsure].join(", ")}`,
  );
}
