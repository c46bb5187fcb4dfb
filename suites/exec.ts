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

  test(
    "status/missing",
    {
      ...common,
      claim:
        "A program that is not there is reported by another status than 0, with a word of why, and PID 1 goes on",
      cites: [
        "POSIX Shell Command Language 2.8.2: 127 where a command is not found",
        "docker exec, podman exec, Exit Status: 126 or 127 where the command cannot be executed",
      ],
      byHand: ["execute a program that is not there", "read the exit status of who executed it"],
    },
    async (t, { start, fact }) => {
      const pid1 = await start();
      const { status, said } = await pid1.execute(["/no/such/program"]);
      t.ok(status !== null, "whoever executes it comes to an end", { observed: "it hangs" });
      const isSuccess = status?.kind === "exit" && status.code === 0;
      t.ok(!isSuccess, "no success is reported", { observed: "exit 0 is reported" });
      t.ok(said.trim() !== "", "it is said why", { observed: "nothing is said" });
      if (status?.kind === "exit") fact("reported exit", status.code);
      endsBy(t, await pid1.end(3), { kind: "exit", code: 3 });
    },
  );

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
