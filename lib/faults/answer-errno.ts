import type { FaultErrno, FaultOperation } from "../filesystems/filesystem.ts";
import { both, type Fault } from "./fault.ts";
import { injected } from "./injected.ts";

/** Operations on the log are answered with an error. */
export function answerErrno(errno: FaultErrno, ...operations: FaultOperation[]): Fault {
  return {
    name: "answer-errno",
    needs: ["inject-answers"],
    async inflict(at) {
      for (const { faults, path } of injected(at, both)) {
        at.undoneBy(() => faults.clear(path));
        await faults.answer(path, operations, errno);
      }
    },
    byHand: () => [
      `# By hand: have ${operations.join(", ")} of the log fail with ${errno}; no common command does.`,
    ],
  };
}
