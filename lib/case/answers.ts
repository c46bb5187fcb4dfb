import type { WorkloadEvent } from "./control-directory.ts";

const MOST = 32;

/** What the workload says that its log's descriptor answered; undefined where it did not ask. What a container says is held to its form. */
export function answersOf(event: WorkloadEvent | undefined): Record<string, string> | undefined {
  const said = event?.answers;
  if (typeof said !== "object" || said === null) return undefined;
  const answers = Object.entries(said)
    .filter(([operation, answer]) => /^[a-z-]{1,32}$/.test(operation) && isAnswer(answer))
    .slice(0, MOST);
  return Object.fromEntries(answers);
}

function isAnswer(answer: unknown): answer is string {
  return typeof answer === "string" && /^(ok|E[A-Z0-9]{1,16}|errno \d{1,5})$/.test(answer);
}
