import type { Placement, PlannedCase } from "../results/schema.ts";
import type { Judgement } from "../strategies/rules.ts";

/** Whether a workload stands where its case says: all that is claimed of PID 1 is claimed of a PID 1. */
export function judgePlacement(placement: Placement | null, place: PlannedCase["place"]): Judgement {
  if (!placement) return { unseen: "where PID 1 is could not be seen" };
  const { isSuites, pidInside, descendsFromInit } = placement;
  if (isSuites === null) return judgeInside(pidInside, place);
  const observed = `the workload is ${isSuites ? `process ${pidInside} of the suite's own` : pidWords(pidInside, "another")} PID namespace`;
  if (place === "host-pid-namespace")
    return isSuites ? "holds" : { observed, required: "it must be in the suite's own" };
  if (place === "pid1")
    return !isSuites && pidInside === 1 ? "holds" : { observed, required: "it must be PID 1 of a new one" };
  const required = "it must be in a new one, and a descendant of its PID 1";
  if (isSuites || pidInside === 1) return { observed, required };
  return descendsFromInit
    ? "holds"
    : { observed: `${observed}, and does not descend from its PID 1`, required };
}

// gVisor has PID namespaces that the host does not know: there is the workload's word, and the sandbox is what is new.
function judgeInside(pid: number, place: PlannedCase["place"]): Judgement {
  if (place === "host-pid-namespace")
    return {
      unseen: "the host does not see PID 1, and from inside it cannot be told whose PID namespace it is",
    };
  const observed = `the workload is ${pidWords(pid, "its")} PID namespace, as it says itself`;
  if (place === "pid1") return pid === 1 ? "holds" : { observed, required: "it must be PID 1" };
  return pid !== 1 ? "holds" : { observed, required: "an init must be PID 1" };
}

function pidWords(pid: number, whose: string): string {
  return pid === 1 ? `PID 1 of ${whose}` : `process ${pid} of ${whose}`;
}
