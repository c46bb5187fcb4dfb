import { type Declare, endsBy, reports } from "../../lib/suite.ts";
import { common } from "./words.ts";

/** Who else lives on, and whom that concerns. */
export function lifetimes(test: Declare): void {
  test(
    "background-child",
    {
      ...common,
      claim:
        "An exit is reported at once while a child of what was executed keeps its stdout, and its output is there",
      cites: [
        "CVE-2026-53495: what is executed leaves a child behind, and who executed it waits for that",
        "wait(2): a child's end is known as soon as it has ended, whoever holds its files open",
      ],
      acceptable: "The child lives on, or is ended: it is in the container of PID 1.",
      byHand: [
        "execute a program that starts a child with its fds 0–2, writes 4096 bytes and exits with 7",
        "look whether who executed it ends; then end the child",
      ],
    },
    async (t, { start }) => {
      const pid1 = await start();
      const executed = await pid1.exec();
      const forked = await executed.do({ do: "fork" });
      if ("why" in forked || Number(forked.value) <= 0) throw new Error("what was executed could not fork");
      const end = executed.end(7, { stream: "stdout", bytes: 4_096 });
      const isReported = await executed.isReported();
      executed.letGo();
      const observed = await end;
      const name = "its exit is reported while its child keeps its stdout";
      if (isReported === null) t.ok(true, name, { skip: "the host does not see that it has gone" });
      else t.ok(isReported, name, { observed: "it is reported only when the child has ended too" });
      reports(t, observed);
      t.match(observed.ledger[0], { acked: 4_096, lost: 0 }, "what it wrote itself is there");
      await pid1.end();
    },
  );

  test(
    "outlives-pid1",
    {
      ...common,
      level: "SEE",
      claim: "What becomes of what was executed when PID 1 ends and their PID namespace does not",
      cites: [
        "pid_namespaces(7): what ends with PID 1 is its own namespace alone",
        "runc delete, crun delete: what is left in the control group is killed",
      ],
      places: ["host-pid-namespace"],
      mayLeave: true,
      acceptable: "It may be ended with the container, or live on.",
      byHand: [
        "in the PID namespace of the host, execute a program",
        "let PID 1 exit 0",
        "look whether the program lives",
      ],
    },
    async (t, { start, fact }) => {
      const pid1 = await start();
      const executed = await pid1.exec();
      await executed.do({ do: "write", stream: "stdout", bytes: 64 });
      await executed.arrives();
      endsBy(t, await pid1.end(), { kind: "exit", code: 0 });
      const isEnded = await executed.isEnded();
      fact("what was executed", isEnded ? "is ended" : "lives on");
      // Ended with its container, it has not died of its stdio: of its own end the report alone is asked for.
      if (!isEnded) await executed.end();
      else fact("its end", (await executed.isReported()) ? "is reported" : "is not reported");
    },
  );
}
