import { type Container, endsBy, readerStopped, reports, suite } from "../lib/suite.ts";

// More than any pipe, socket or fifo on the way holds: what is not read when the program ends is somebody's to deliver.
const BYTES = 2 ** 22;

// Node takes milliseconds to end, in which what it wrote last may be read; a program in C is gone at once.
const writers = [
  { name: "bytes", program: "node", whose: "an executed program writes" },
  { name: "bytes-then-gone", program: "actor", whose: "an executed program that ends in an instant writes" },
] as const;

/** What most of these claims are about: an instant program, wired by pipes, as whoever reads its output wires it. */
const common = {
  level: "MUST",
  strategies: ["shim-pipe"],
  filesystems: ["local"],
  needs: ["exec"],
  program: "actor",
  workload: "actor",
} as const;

export default suite("exec", "What is executed beside PID 1", (test) => {
  test(
    "own-stdio",
    {
      ...common,
      claim: "What is executed has fds 0, 1 and 2 of its own, and none that PID 1 has",
      cites: [
        "gvisor#11350: what was executed wrote to the container's own stdout",
        "runc-exec(8), docker exec: a new process with the standard streams of who called it",
      ],
      byHand: ["execute it", "compare stat -L /proc/PID/fd/0, 1 and 2 of both processes by device and inode"],
    },
    async (t, { start }) => {
      const pid1 = await start();
      const executed = await pid1.exec();
      for (const fd of [0, 1, 2]) {
        const name = `its fd ${fd} is no object that PID 1 has on fds 0–2`;
        const own = executed.streams?.[fd];
        if (!own || !pid1.streams) t.ok(true, name, { skip: "fds 0–2 of both cannot be seen from the host" });
        else t.notOk(pid1.streams.find((one) => isSame(one, own))?.target, name);
      }
      await executed.end();
      await pid1.end();
    },
  );

  test(
    "no-extra-fds",
    {
      ...common,
      claim: "Nothing above fd 2 is open when what is executed starts",
      cites: [
        "CVE-2024-21626: runc leaked a descriptor of the host's /sys/fs/cgroup, to what it executed too",
        "OCI runtime-spec, runtime-linux.md, File descriptors: others MUST NOT be passed",
      ],
      byHand: ["execute it", "ls -l /proc/PID/fd"],
    },
    async (t, { start, harm }) => {
      const pid1 = await start();
      const executed = await pid1.exec();
      const foreign = await executed.foreignDescriptors();
      await executed.end();
      await pid1.end();
      const name = "no descriptor but the program's own";
      if (!foreign) return void t.ok(true, name, { skip: "its descriptors cannot be seen from the host" });
      const words = foreign.map(({ fd, target }) => `${fd} → ${target}`).join(", ");
      if (foreign.length > 0) harm("leaked", foreign.length, `within reach of what was executed: ${words}`);
      t.ok(foreign.length === 0, name, { observed: words });
    },
  );

  for (const code of [0, 7, 255])
    test(
      `status/${code}`,
      {
        ...common,
        claim: `Exit status ${code} of what is executed is reported as ${code}, and PID 1 ends by its own`,
        cites: ["POSIX wait(): WEXITSTATUS is the low 8 bits of the status", "runc-exec(8), docker exec"],
        byHand: [`execute it, and let it exit with ${code}`, "read the exit status of who executed it"],
      },
      async (t, { start }) => {
        const pid1 = await start();
        reports(t, await (await pid1.exec()).end(code));
        endsBy(t, await pid1.end(3), { kind: "exit", code: 3 });
      },
    );

  for (const signal of ["SIGTERM", "SIGKILL"] as const)
    test(
      `status/${signal}`,
      {
        ...common,
        claim: `A death by ${signal} of what is executed is reported as ${signal} or as 128 + its number, and PID 1 goes on`,
        cites: [
          "POSIX Shell Command Language 2.8.2: a status greater than 128",
          "pid_namespaces(7): PID 1 alone is protected from signals",
        ],
        byHand: [`execute it, and kill -${signal.slice(3)} it`, "read the exit status of who executed it"],
      },
      async (t, { start }) => {
        const pid1 = await start();
        const executed = await pid1.exec();
        await executed.signal(signal);
        reports(t, await executed.ended());
        endsBy(t, await pid1.end(), { kind: "exit", code: 0 });
      },
    );

  for (const { name, program, whose } of writers) {
    test(
      name,
      {
        claim: `${BYTES} bytes that ${whose} right before its exit all arrive at a slow reader`,
        ...{ ...common, program },
        cites: ["containerd#13931: the tail of an exec's output is lost", "moby#32923", "POSIX write()"],
        byHand: ["execute it on a pipe that nobody reads for a while", "compare what comes out"],
      },
      async (t, { start, inflict }) => {
        const pid1 = await start();
        const executed = await pid1.exec();
        const goOn = await inflict(readerStopped, executed);
        const written = executed.do({ do: "write", stream: "stdout", bytes: BYTES });
        await Promise.race([executed.blocked(), written]); // Who streams over a network holds more.
        await goOn();
        const observed = await executed.end();
        t.match(await written, { errno: 0 }, "every write(2) succeeded");
        endsBy(t, observed, { kind: "exit", code: 0 });
        const whole = { acked: BYTES, stored: BYTES, lost: 0, torn: 0, foreign: 0 };
        t.match(observed.ledger[0], whole, "all arrived");
        await pid1.end();
      },
    );
  }
});

type Descriptor = NonNullable<Container["streams"]>[number];

/** /dev/null is everybody's. */
function isSame(one: Descriptor, other: Descriptor): boolean {
  return other.identity !== null && other.kind !== "null" && one.identity === other.identity;
}
