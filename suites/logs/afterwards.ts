import { type Declare, gives, halfARecord } from "../../lib/suite.ts";
import { byActor, engineOf, LINE, LINES } from "./words.ts";

const CODE = 7;
const TRIES = 3;

/** The log is damaged, or the container has ended. */
export function afterwards(test: Declare): void {
  test(
    "damaged",
    {
      ...byActor,
      claim: "Behind a half-written record later lines still come back, or an error says that they do not",
      level: "MUST",
      fault: "a record is half written",
      cites: [
        "moby#29511: docker logs stops without a word at a record that is not whole",
        "write(2): a disk that is full, or a writer that is killed, leaves a part of a record",
      ],
      acceptable:
        "The record that is written right behind the half one may go with it. An error may say where, as long as the command ends by another status than 0.",
      byHand: [
        "append the first half of the last record to the log's file",
        "let it write on, and end",
        "look what the logs command prints, and its status",
      ],
    },
    async (t, { start, inflict }) => {
      const pid1 = await start();
      await pid1.do({ do: "write", stream: "stdout", bytes: LINES, chunk: LINE });
      await inflict(halfARecord);
      const { length } = pid1.written("stdout");
      await pid1.do({ do: "write", stream: "stdout", bytes: LINES, chunk: LINE });
      await pid1.end();
      const engine = engineOf(pid1);
      const all = pid1.written("stdout");
      for (const way of engine.ways) {
        const reader = await engine.logs(way);
        const end = await reader.ended();
        const got = reader.got("stdout");
        t.ok(end !== null, `${way} comes to an end`, { observed: "it hangs" });
        gives(t, got.subarray(0, length), all.subarray(0, length), `${way} gives back what stands before it`);
        const isThere = got.subarray(-LINES + LINE).equals(all.subarray(-LINES + LINE));
        t.ok(
          isThere || (end !== "well" && end !== null),
          `${way} gives back what comes later, or says that it does not`,
          {
            observed: `${got.length} bytes of ${all.length}, and it ended ${end === null ? "never" : end === "well" ? "by 0" : "with an error"}`,
          },
        );
      }
    },
  );

  test(
    "observing-changes-nothing",
    {
      ...byActor,
      claim:
        "Whoever reads the log of a container that has ended, or tries to attach to it, changes nothing of its state and exit code",
      level: "MUST",
      cites: ["podman#29664: an attach for the log alone resets the exit code of a container that has ended"],
      byHand: [
        `let it exit with ${CODE}, and look at its state (inspect)`,
        `${TRIES} times: read its log by each way, attach to it`,
        "look at its state again",
      ],
    },
    async (t, { start }) => {
      const pid1 = await start();
      await pid1.do({ do: "write", stream: "stdout", bytes: LINES });
      await pid1.end(CODE);
      const engine = engineOf(pid1);
      const before = await engine.state();
      t.match(before, `"ExitCode":${CODE},`, `the engine's state has exit code ${CODE}`);
      for (let one = 0; one < TRIES; one++) {
        for (const way of engine.ways) {
          await (await engine.logs(way)).ended();
          await (await engine.logs(way, { follow: true, tail: 1 })).ended();
        }
        await (await engine.attach()).ended();
        await (await engine.attachForLog?.())?.ended();
      }
      t.equal(await engine.state(), before, "its state is as it was");
    },
  );
}
