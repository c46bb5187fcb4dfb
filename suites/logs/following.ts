import {
  type Container,
  type Declare,
  difference,
  gives,
  type LogReader,
  truncate,
} from "../../lib/suite.ts";
import { byActor, engineOf, LINE, LINES } from "./words.ts";

const TRIES = 5;
const BURST = 2 ** 17;
/** Bytes of a file that an engine rotates: some of those that are written. */
const ROTATED = 2 ** 16;
const ROUNDS = 12;

/** Somebody follows the log. */
export function following(test: Declare): void {
  test(
    "follow-ended",
    {
      ...byActor,
      claim: `Who follows the log of a container that has ended gets all of it and comes to an end, ${TRIES} times in a row`,
      level: "MUST",
      cites: [
        "podman#21914: what podman logs --follow gives of a container that has ended is cut now and then",
        "docker logs --follow",
      ],
      byHand: [`let it write ${BURST} bytes and end`, `follow its log (--follow) ${TRIES} times`],
    },
    async (t, { start }) => {
      const pid1 = await start();
      await pid1.do({ do: "write", stream: "stdout", bytes: BURST });
      await pid1.end();
      const engine = engineOf(pid1);
      for (const way of engine.ways)
        for (let one = 1; one <= TRIES; one++) {
          const reader = await engine.logs(way, { follow: true });
          const end = await reader.ended();
          t.equal(end, "well", `${way} ends well`);
          gives(t, reader.got("stdout"), pid1.written("stdout"), `${way} gives all of it`);
          if (end === null) break;
        }
    },
  );

  for (const [name, log, what] of [
    ["follow-live", undefined, "its log"],
    ["follow-rotated", { maxBytes: ROTATED, maxFiles: 5 }, "its log, which the engine rotates by itself"],
  ] as const)
    test(
      name,
      {
        ...byActor,
        ...(log && { log }),
        claim: `Who follows ${what} gets each line once, in order, and ends with PID 1`,
        level: "MUST",
        cites: [
          "docker logs --follow, podman logs --follow",
          "moby#45728, moby#37646: a follower that stops, when the file is rotated",
        ],
        acceptable:
          "A follower that keeps up with PID 1 loses nothing of what it writes, whatever becomes of older files: each round is waited for.",
        byHand: [
          "follow its log (--follow)",
          `${ROUNDS} times: let it write ${LINES} bytes, and wait until they are shown`,
          "let it end, and compare",
        ],
      },
      async (t, { start }) => {
        const pid1 = await start();
        const engine = engineOf(pid1);
        const readers: [string, LogReader][] = [];
        await round(pid1);
        for (const way of engine.ways) readers.push([way, await engine.logs(way, { follow: true })]);
        let keptUp = await keepUp(pid1, readers);
        for (let one = 1; one < ROUNDS && keptUp; one++) {
          await round(pid1);
          keptUp = await keepUp(pid1, readers);
        }
        await pid1.end(0, { stream: "stdout", bytes: LINE });
        for (const [way, reader] of readers) {
          t.equal(await reader.ended(), "well", `${way} ends with PID 1`);
          gives(t, reader.got("stdout"), pid1.written("stdout"), `${way} gives each line once`);
        }
      },
    );

  test(
    "follow-truncate",
    {
      ...byActor,
      claim: "What a follower gets of what is written after the log was truncated under it",
      level: "SEE",
      fault: "the log is truncated",
      cites: ["moby#45728, kubernetes#115701: a follower that waits at an end that is not there any more"],
      acceptable:
        "Whatever it gets is recorded: nobody promises anything of a file that somebody else truncates.",
      byHand: [
        "follow its log (--follow)",
        "truncate the file",
        "let it write on, less than before, and end",
      ],
    },
    async (t, { start, inflict, fact }) => {
      const pid1 = await start();
      const engine = engineOf(pid1);
      await round(pid1);
      await round(pid1);
      const readers: [string, LogReader][] = [];
      for (const way of engine.ways) readers.push([way, await engine.logs(way, { follow: true })]);
      const follow = await keepUp(pid1, readers);
      await inflict(truncate);
      await pid1.do({ do: "write", stream: "stdout", bytes: LINES });
      const all = pid1.written("stdout");
      const goesOn = await keepUp(pid1, readers);
      await pid1.end();
      // What was under way when the file was truncated is nobody's.
      if (!follow)
        return void t.ok(true, "they follow", { skip: "not all followers had got what was there before" });
      for (const [way, reader] of readers) {
        await reader.ended();
        const got = reader.got("stdout");
        const word = got.equals(all)
          ? "gets all"
          : goesOn || got.length > 2 * LINES
            ? "gets otherwise"
            : "gets no more";
        fact(wordsOf(way), word);
        t.pass(`${way}: ${difference(got, all)}`);
      }
    },
  );
}

const round = (pid1: Container) => pid1.do({ do: "write", stream: "stdout", bytes: LINES, chunk: LINE });

async function keepUp(pid1: Container, readers: readonly (readonly [string, LogReader])[]): Promise<boolean> {
  const { length } = pid1.written("stdout");
  const all = await Promise.all(readers.map(([, reader]) => reader.gets("stdout", length)));
  return all.every(Boolean);
}

/** A fact has small letters and no signs. */
function wordsOf(way: string): string {
  return way.toLowerCase().replace(/[^a-z ]/g, "");
}
