import {
  type Answer,
  type Asserts,
  type Container,
  type Declare,
  readerStopped,
  type Tools,
} from "../../lib/suite.ts";

const actor = { program: "actor", workload: "actor", filesystems: ["local"] } as const;
const ROOT = { uid: 0, gid: 0 };
/** An ordinary user, of whom neither the image nor the host need know. */
const SOMEBODY = { uid: 1000, gid: 1000 };
/** So many bytes fit into any pipe. */
const BYTES = 4_096;

const opened = (path: string) => `let it open ${path} for appending, and read what open(2) answers`;

/** What PID 1 and its siblings find under the names of its fds 0–2; a part of the suite `wiring`. */
export function reopening(test: Declare): void {
  test(
    "nonroot-reopen",
    {
      ...actor,
      claim: "Whether PID 1, where it is not root, can open its own stdout and stderr again by their names",
      level: "SEE",
      cites: [
        "moby#31243: permission denied on /dev/stdout for who is not root",
        "runc#4478",
        "proc(5): /proc/PID/fd/N is opened as the object that it leads to, by that object's own owner and mode",
      ],
      strategies: ["direct-file", "shim-pipe", "fifo", "pty", "null"],
      user: SOMEBODY,
      acceptable:
        "Either is recorded: a runtime may hand what it was given on as it is, and then only its owner can open it again; or make it PID 1's own, and " +
        "then it has changed the caller's file. A program that is configured to log to /dev/stdout, as nginx is, does not start with the former.",
      byHand: ["start it as user 1000:1000", opened("/dev/stdout, /dev/stderr and /proc/self/fd/1")],
    },
    async (t, { start, fact }) => {
      const pid1 = await start();
      isOf(t, pid1, SOMEBODY);
      for (const [name, path] of [
        ["stdout", "/dev/stdout"],
        ["stderr", "/dev/stderr"],
        ["its fd 1", "/proc/self/fd/1"],
      ] as const) {
        recordOpen(t, fact, name, await pid1.do({ do: "open", path, how: "append" }));
      }
      await pid1.end();
    },
  );

  test(
    "socket-reopen",
    {
      ...actor,
      claim: "Whether PID 1 can open its stdout and stderr again by their names where they are sockets",
      level: "SEE",
      cites: [
        "podman#15759: /dev/stdout cannot be opened where it is a socket",
        "POSIX open(): ENXIO, the named file is a socket",
      ],
      strategies: ["socket"],
      acceptable: "ENXIO is what open(2) says of a socket; whoever relays through a pipe has it opened.",
      byHand: ["start the runtime with sockets as fds 1 and 2", opened("/dev/stdout and /dev/stderr")],
    },
    async (t, { start, fact }) => {
      const pid1 = await start();
      for (const name of ["stdout", "stderr"] as const)
        recordOpen(t, fact, name, await pid1.do({ do: "open", path: `/dev/${name}`, how: "append" }));
      await pid1.end();
    },
  );

  test(
    "std-symlinks",
    {
      ...actor,
      claim: "There are /dev/stdin, /dev/stdout, /dev/stderr and /dev/fd, and they lead to PID 1's own fds",
      level: "MUST",
      cites: [
        "OCI runtime-spec, runtime-linux.md, Dev symbolic links: runtimes MUST create them",
        "runtime-tools, validation/linux_devices and default symlinks",
      ],
      strategies: ["direct-file", "shim-pipe"],
      needs: ["own-dev"],
      byHand: [
        "ls -l /proc/PID/root/dev/stdin /proc/PID/root/dev/stdout /proc/PID/root/dev/stderr /proc/PID/root/dev/fd",
      ],
    },
    async (t, { start }) => {
      const pid1 = await start();
      for (const [name, target] of Object.entries({
        stdin: "fd/0",
        stdout: "fd/1",
        stderr: "fd/2",
        fd: "fd",
      })) {
        const answer = await pid1.do({ do: "readlink", path: `/dev/${name}` });
        const says = `/dev/${name} leads to /proc/self/${target}`;
        if ("why" in answer) t.ok(true, says, { skip: answer.why });
        else
          t.ok([`/proc/self/${target}`, target].includes(String(answer.value)), says, {
            observed: seen(answer),
          });
      }
      await pid1.end();
    },
  );

  test(
    "reopen-truncates",
    {
      ...actor,
      claim: "What becomes of the log when PID 1 opens /dev/stdout as a shell's > does",
      level: "SEE",
      cites: [
        "benchexec#535: a program that opens /dev/stdout truncates the log of its caller",
        "podman#16027",
        "open(2): O_TRUNC; a regular file is truncated whoever has it open, a pipe is not",
      ],
      strategies: ["direct-file", "shim-pipe", "fifo"],
      acceptable:
        "A log that is PID 1's own descriptor can be emptied by PID 1, and what it held is lost; behind a pipe it cannot.",
      byHand: [
        `let it write ${BYTES} bytes`,
        "let it open /dev/stdout with O_TRUNC, and write as many again",
        "wc -c the log",
      ],
    },
    async (t, { start, fact }) => {
      const pid1 = await start();
      await pid1.do({ do: "write", stream: "stdout", bytes: BYTES });
      recordOpen(t, fact, "stdout", await pid1.do({ do: "open", path: "/dev/stdout", how: "truncate" }));
      await pid1.do({ do: "write", stream: "stdout", bytes: BYTES });
      await pid1.end();
    },
  );

  test(
    "theft",
    {
      ...actor,
      claim: "Whether another process of the container can read what PID 1 writes to its stdout",
      level: "SEE",
      cites: [
        "containerd#11149: /proc/1/fd/1 read by a sibling",
        "pipe(7), proc(5): who opens /proc/PID/fd/N of a pipe for reading takes bytes away from its reader",
      ],
      strategies: ["direct-file", "shim-pipe"],
      needs: ["exec", ...readerStopped.needs],
      acceptable:
        "From a file it reads what is there; out of a pipe it takes bytes, which its reader then never gets.",
      byHand: [
        "stop whoever reads PID 1's pipes",
        `let PID 1 write ${BYTES} bytes`,
        "execute a program beside it that opens /proc/1/fd/1 without waiting (O_NONBLOCK), and reads",
      ],
    },
    async (t, { start, inflict, fact, strategy }) => {
      const pid1 = await start();
      const thief = await pid1.exec();
      if (strategy === "shim-pipe") await inflict(readerStopped);
      await pid1.do({ do: "write", stream: "stdout", bytes: BYTES });
      const file = await thief.do({ do: "open", path: "/proc/1/fd/1", how: "read-at-once" });
      recordOpen(t, fact, "a sibling", file);
      if ("errno" in file && file.errno === 0) {
        const took = await thief.do({ do: "read", fd: Number(file.value), bytes: BYTES });
        if (isRelayed(pid1))
          t.ok(true, "what the sibling reads", { skip: "the runtime reads the pipe at any moment" });
        else if ("errno" in took) fact("it reads", took.errno === 0 ? Number(took.value) : "nothing");
      }
      await thief.end();
      await pid1.end();
    },
  );
}

/** The claim's subject is a process of that user. */
function isOf(t: Asserts, pid1: Container, user: typeof ROOT): void {
  const seen = pid1.user();
  const says = `PID 1 is a process of user ${user.uid}:${user.gid}`;
  if (seen === null) t.ok(true, says, { skip: "the host does not see whose process PID 1 is" });
  else t.same(seen, user, says);
}

const ANSWERS: Record<number, string> = { 0: "opens", 2: "ENOENT", 6: "ENXIO", 13: "EACCES" };

/** What open(2) answered, as a fact of the case. */
function recordOpen(t: Asserts, fact: Tools["fact"], name: string, answer: Answer): void {
  const says = `open(2) of ${name} was answered`;
  if ("why" in answer) return void t.ok(true, says, { skip: answer.why });
  t.pass(says);
  fact(name, (ANSWERS[answer.errno] ?? `errno ${answer.errno}`).toLowerCase());
}

function seen(answer: Exclude<Answer, { why: string }>): string {
  return answer.errno === 0 ? `it leads to ${answer.value}` : `readlink(2) fails: errno ${answer.errno}`;
}

function isRelayed({ wiring }: Container): boolean {
  return wiring?.rules.some(({ says }) => says === "the other end of fd 1 is read by the runtime") ?? false;
}
