/** The outcome of one container, or of what was executed in one, by its name; empty for the first. */
export interface NamedOutcome {
  readonly name: string;
  readonly outcome: string;
}

/** The parts of a case's outcome: the first container's, how many there were that ended as it did, and each other one's under its name. */
export function outcomeOfAll([first, ...others]: readonly NamedOutcome[]): string[] {
  if (!first) return [];
  const isAlike = ({ name, outcome }: NamedOutcome) =>
    name.startsWith("container-") && outcome === first.outcome;
  const alike = others.filter(isAlike).length;
  return [
    named(first),
    ...(alike > 0 ? [`${alike + 1} times`] : []),
    ...others.filter((one) => !isAlike(one)).map(named),
  ];
}

function named({ name, outcome }: NamedOutcome): string {
  return name === "" ? outcome : `${name} ${outcome}`;
}
