import type { Step } from "../control/steps.ts";
import { DeadlineError } from "../errors.ts";
import { remaining } from "../host/deadline.ts";
import { isGoneWithin } from "../host/is-gone-within.ts";
import type { Answer } from "../suite.ts";
import type { Started } from "./phases.ts";
import type { Setting } from "./setting.ts";

const LATE = "it has not answered in time";

/** Has an actor do one thing: what it answers, or why it does not. */
export async function answerTo(
  step: Step,
  { channel, running }: Pick<Started, "channel" | "running">,
  { recording, time }: Pick<Setting, "recording" | "time">,
): Promise<Answer> {
  const number = channel.asked;
  recording.asked(channel.name, number, step);
  // Its end may be heard of before its last answer is; and that of its runtime is not its own.
  let isAnswered = false;
  const gone = running.exited.then(async (): Promise<Answer> => {
    const { process } = running;
    const isGone = process === null || (await isGoneWithin(process, remaining(time.until), () => isAnswered));
    return channel.answerTo(number) ?? { why: isGone ? "it has ended" : LATE };
  });
  const answered = channel.do(step, remaining(time.until)).then(
    (answer): Answer => {
      isAnswered = true;
      recording.answered(number);
      return answer;
    },
    (error): Answer => {
      if (error instanceof DeadlineError) return { why: LATE };
      throw error;
    },
  );
  answered.catch(() => {}); // Whichever comes second is nobody's business any more.
  return await Promise.race([answered, gone]);
}
