import { type Candidate, type Offer, offered } from "./candidate.ts";

/** A suite, or one of its tests once what is typed can mean no other suite: two hundred names at once help nobody. */
export async function pattern(typed: string): Promise<Offer> {
  return namesFor(typed, (suite) => suite);
}

/** The same where a suite by itself is no answer. */
export async function test(typed: string): Promise<Offer> {
  return namesFor(typed, (suite) => `${suite}/`);
}

async function namesFor(typed: string, wordOf: (suite: string) => string): Promise<Offer> {
  const { suites } = await import("../../suites/index.ts");
  const likely = suites.filter(({ name }) => `${name}/`.startsWith(typed) || typed.startsWith(`${name}/`));
  const heads = likely.map(({ name, title }) => ({ word: wordOf(name), summary: title }));
  if (likely.length !== 1) return offered(heads, typed);
  const tests = likely.flatMap((suite) => suite.tests.map(candidateOf));
  const whole = heads.filter(({ word }) => !word.endsWith("/"));
  return offered([...whole, ...tests], typed);
}

function candidateOf({ suite, name, claim }: { suite: string; name: string; claim: string }): Candidate {
  return { word: `${suite}/${name}`, summary: claim };
}
