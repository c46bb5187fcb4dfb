/** The outcome of one container, or of what was executed in one, by its name; empty for the first. */
export interface NamedOutcome {
  readonly name: string;
  readonly outcome: string;
}

/**
 * The parts of a case's outcome: the first container's, how many there were that ended as it did, and each other one's under its name. What was executed likewise,
 * from three on that ended alike.
 */
export function outcomeOfAll([first, ...others]: readonly NamedOutcome[]): string[] {
  if (!first) return [];
  const containers = alike(others, "container-", first.outcome);
  const [executed] = others.filter(({ name }) => name.startsWith(EXECUTED));
  const executions = alike(others, EXECUTED, executed?.outcome ?? "");
  const counted = new Set([...containers, ...(executions.length > 2 ? executions.slice(1) : [])]);
  return [
    named(first),
    ...(containers.length > 0 ? [`${containers.length + 1} times`] : []),
    ...others
      .filter((one) => !counted.has(one))
      .flatMap((one) =>
        one === executed && executions.length > 2 ? [named(one), `${executions.length} times`] : [named(one)],
      ),
  ];
}

const EXECUTED = "exec-";

function alike(all: readonly NamedOutcome[], kind: string, outcome: string): NamedOutcome[] {
  return all.filter((one) => one.name.startsWith(kind) && one.outcome === outcome);
}

function named({ name, outcome }: NamedOutcome): string {
  return name === "" ? outcome : `${name} ${outcome}`;
}
