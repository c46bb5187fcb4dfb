import { Fd012Error } from "../errors.ts";
import { listOf } from "../inspect/found/table.ts";
import { lookAt } from "../inspect/look.ts";
import type { Answer, Question } from "../inspect/question.ts";

/** `fd012 inspect-apart`, which inspect itself starts: answers one question after the other, until whoever asks has gone. */
export function inspectApart(): void {
  process.on("message", (question) => void answer(question as Question).then((said) => process.send?.(said)));
}

async function answer(question: Question): Promise<Answer> {
  try {
    if (question.kind === "look") return { look: await lookAt(question.pid, question.engineLog) };
    return { found: await listOf(question.engine) };
  } catch (error) {
    const { code, exitCode } = error instanceof Fd012Error ? error : { code: "DEFECT", exitCode: 70 };
    return { problem: { code, exitCode, message: (error as Error).message } };
  }
}
