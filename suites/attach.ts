import { type Container, endsBy, type LogReader, suite } from "../lib/suite.ts";

const LINE = 64;
const LINES = 64 * LINE;
/** More than all pipes, sockets and buffers between PID 1 and its client hold. */
const MUCH = 2 ** 23;
/** Nobody tells when a client is attached, so that lines are written until it gets one. */
const TRIES = 50;
const PAUSE = 200;
/** Milliseconds in which PID 1 writes all of it where nobody stops it, on a busy machine too. */
const PATIENCE = 15_000;

const common = {
  strategies: ["shim-pipe"],
  filesystems: ["local"],
  needs: ["attach"],
  program: "actor",
  workload: "actor",
} as const;

export default suite("attach", "A client of the engine's is attached to PID 1's output", (test) => {
  for (const [name, what, fault, how] of [
    ["client-gone", "that is killed", "an attached client is killed", "kill"],
    ["client-stalls", "that reads no more", "an attached client stands still", "stop"],
  ] as const)
    test(
      name,
      {
        ...common,
        claim: `A client ${what} neither ends nor stops PID 1, the log has all, and the next client gets what comes`,
        level: "MUST",
        fault,
        cites: [
          "moby#38769, moby#37391: a container whose attached client reads no more waits in its writes",
          "docker attach, podman attach: to detach leaves the container running",
        ],
        byHand: [
          "attach a client, and wait until it shows something",
          `${how === "kill" ? "kill it (SIGKILL)" : "stop it (SIGSTOP)"}, and let PID 1 write ${MUCH} bytes`,
          "attach another one, and look whether it shows what comes",
        ],
      },
      async (t, { start }) => {
        const pid1 = await start();
        const first = await clientOf(pid1);
        const isAttached = await attached(pid1, first);
        if (!isAttached) return void t.ok(true, "PID 1 goes on", { skip: "no client could be attached" });
        await first[how]();
        const written = pid1.do({ do: "write", stream: "stdout", bytes: MUCH });
        const wrote = await Promise.race([written, first.silence(PATIENCE)]);
        const name = "PID 1 goes on, and writes all of it";
        if (wrote === null)
          t.fail(name, { observed: `it waits in its write, ${PATIENCE / 1000} s later still` });
        else t.match(wrote, { errno: 0 }, name);
        if (wrote === null) await first.kill(); // Else nobody could end the container.
        if ("why" in (await written)) return void (await pid1.ended());
        t.ok(await attached(pid1, await clientOf(pid1)), "the next client gets what comes");
        const observed = await pid1.end();
        endsBy(t, observed, { kind: "exit", code: 0 });
        t.match(observed.ledger[0], { lost: 0, torn: 0, foreign: 0 }, "the log has all of it");
      },
    );

  test(
    "late",
    {
      ...common,
      claim: "What a client gets that is attached after PID 1 has written",
      level: "SEE",
      cites: ["docker attach, podman attach: standard output of a running container"],
      acceptable:
        "What comes from then on alone, or all of it; of what was written before, nothing is promised.",
      byHand: [`let it write ${LINES} bytes`, "attach a client, and let it write on", "look what it shows"],
    },
    async (t, { start, fact }) => {
      const pid1 = await start();
      await pid1.do({ do: "write", stream: "stdout", bytes: LINES });
      await pid1.arrives();
      const client = await clientOf(pid1);
      t.ok(await attached(pid1, client), "it gets something");
      await client.gets("stdout", pid1.written("stdout").length, PAUSE * 10);
      const [got, all] = [client.got("stdout"), pid1.written("stdout")];
      fact(
        "a late client gets",
        got.equals(all) ? "all" : all.subarray(-got.length).equals(got) ? "what comes" : "something else",
      );
      await pid1.end();
    },
  );

  test(
    "two",
    {
      ...common,
      claim: "What two clients get that are attached at the same time",
      level: "SEE",
      cites: ["docker attach: you can attach to the same container multiple times simultaneously"],
      acceptable: "Each gets all that comes; where they share one pipe, each gets a part.",
      byHand: ["attach two clients", `let it write ${LINES} bytes, and end`, "compare what they show"],
    },
    async (t, { start, fact }) => {
      const pid1 = await start();
      const clients = [await clientOf(pid1), await clientOf(pid1)];
      const are = [];
      for (const client of clients) are.push(await attached(pid1, client));
      t.same(are, [true, true], "both get something");
      const before = pid1.written("stdout").length;
      const sizes = clients.map((client) => client.got("stdout").length + LINES);
      await pid1.do({ do: "write", stream: "stdout", bytes: LINES });
      await Promise.all(clients.map((client, at) => client.gets("stdout", sizes[at] ?? 0)));
      await pid1.end();
      const last = pid1.written("stdout").subarray(before);
      const whole = clients.filter((client) => client.got("stdout").subarray(-LINES).equals(last));
      fact("whole for", `${whole.length} of 2`);
    },
  );
});

function clientOf({ engine }: Container): Promise<LogReader> {
  if (!engine) throw new Error("the runtime offers attach, and has no engine");
  return engine.attach();
}

async function attached(pid1: Container, client: LogReader): Promise<boolean> {
  const { length } = client.got("stdout");
  for (let one = 0; one < TRIES; one++) {
    await pid1.do({ do: "write", stream: "stdout", bytes: LINE });
    if (await client.gets("stdout", length + 1, PAUSE)) return true;
  }
  return false;
}
