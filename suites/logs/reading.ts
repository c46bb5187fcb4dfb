import { type Declare, gives, reports } from "../../lib/suite.ts";
import { byActor, cell, engineOf, LINE, LINES } from "./words.ts";

const MUCH = 2 ** 20;
/** A line of these is cut into records of 16 KiB by engines: dockerd, containerd; conmon cuts at 8 KiB. */
const LONG = 40_000;
const TAIL = 10;

/** What is stored comes back. */
export function reading(test: Declare): void {
  test(
    "whole",
    {
      ...byActor,
      claim:
        "What is stored comes back whole, by stream and in order, while PID 1 runs and when it has ended",
      level: "MUST",
      cites: [
        "docker logs, podman logs: fetch the logs of a container",
        "moby#40958, podman#9096: lines that the log holds and the command leaves out",
      ],
      byHand: [`let it write ${MUCH} bytes on each stream`, "compare what the engine's logs command prints"],
    },
    async (t, { start }) => {
      const pid1 = await start();
      await pid1.do({ do: "write", stream: "stdout", bytes: MUCH });
      await pid1.do({ do: "write", stream: "stderr", bytes: MUCH });
      await pid1.arrives();
      const [stdout, stderr] = [pid1.written("stdout"), pid1.written("stderr")];
      const engine = engineOf(pid1);
      for (const when of ["while PID 1 runs", "when it has ended"]) {
        if (when !== "while PID 1 runs") await pid1.end();
        for (const way of engine.ways) {
          const reader = await engine.logs(way);
          t.equal(await reader.ended(), "well", `${when}, ${way} ends well`);
          gives(t, reader.got("stdout"), stdout, `${when}, ${way} gives stdout back`);
          gives(t, reader.got("stderr"), stderr, `${when}, ${way} gives stderr back`);
        }
      }
    },
  );

  for (const [name, content, line, what] of [
    ["tail", undefined, LINE, "lines"],
    ["tail-partial", "long-lines", LONG, "lines that are stored in parts"],
  ] as const)
    test(
      name,
      {
        ...byActor,
        claim: `The last ${TAIL} lines are the last ${TAIL} ${what}, whole`,
        level: "MUST",
        cites: [
          "docker logs --tail, podman logs --tail: number of lines to show from the end of the logs",
          "moby#28715, podman#5246: a line that was cut into parts counts as many",
        ],
        byHand: [
          `let it write ${2 * TAIL} lines of ${line} bytes, and end`,
          `ask for the last ${TAIL} lines (--tail ${TAIL}), and count`,
        ],
      },
      async (t, { start }) => {
        const pid1 = await start();
        await pid1.do({
          ...({ do: "write", stream: "stdout", bytes: 2 * TAIL * line, chunk: line } as const),
          ...(content && { content }),
        });
        await pid1.end();
        const last = pid1.written("stdout").subarray(-TAIL * line);
        const engine = engineOf(pid1);
        for (const way of engine.ways) {
          const reader = await engine.logs(way, { tail: TAIL });
          t.equal(await reader.ended(), "well", `${way} ends well`);
          gives(t, reader.got("stdout"), last, `${way} gives the last lines back, and no others`);
        }
      },
    );

  test(
    "framing",
    {
      ...byActor,
      claim: "Every record of the file is valid by itself, and a line that is cut into parts is closed",
      level: "MUST",
      cites: [
        "Kubernetes, CRI logging format: RFC 3339 time, stream, P or F, text, one space between",
        "docker's json-file: one JSON object a line",
        "conmon#252, conmon#629: parts that no F closes, records with another head",
      ],
      byHand: [
        "let it write lines of 40,000 bytes on stdout and short ones on stderr",
        "look at each record of the log's file",
      ],
    },
    async (t, { start, log }) => {
      const pid1 = await start();
      await pid1.do({ do: "write", stream: "stdout", bytes: 4 * LONG, content: "long-lines" });
      await pid1.do({ do: "write", stream: "stderr", bytes: LINES, chunk: LINE + 1 });
      await pid1.do({ do: "write", stream: "stdout", bytes: 4 * LONG, chunk: 8_192, content: "long-lines" });
      await pid1.end();
      const records = log.records();
      const name = "every record is valid";
      if (!records) return void t.ok(true, name, { skip: "the log has no records" });
      t.ok(records.count > 0, "there are records");
      t.ok(records.problems.length === 0, name, { observed: records.problems.slice(0, 3).join("; ") });
    },
  );

  test(
    "restart",
    {
      ...cell,
      claim:
        "What a container writes that is started again follows what it wrote before, and nothing is lost",
      level: "MUST",
      cites: [
        "docker start, podman start: the same container, whose log goes on",
        "podman#9840, moby#41863: the log of a container that is started again",
      ],
      workload: "write-bytes",
      args: [String(LINES)],
      byHand: [
        `let it write ${LINES} bytes and end`,
        "start it again",
        "compare what the logs command prints",
      ],
    },
    async (t, { start }) => {
      const pid1 = await start();
      reports(t, await pid1.proceed());
      const once = pid1.written("stdout");
      const engine = engineOf(pid1);
      t.same(await engine.runAgain(), { kind: "exit", code: 0 }, "it runs again, and ends by 0");
      for (const way of engine.ways) {
        const reader = await engine.logs(way);
        t.equal(await reader.ended(), "well", `${way} ends well`);
        gives(t, reader.got("stdout"), Buffer.concat([once, once]), `${way} gives both back`);
      }
    },
  );
}
