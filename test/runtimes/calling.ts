import "../fixtures/plain-children.ts";
import { spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import type { CallerProcess } from "../../lib/runtimes/caller-process.ts";
import { calling, passedOn } from "../../lib/runtimes/calling.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

const nothing = { kind: "null" } as const;

/** What a shell prints that was called so; its fd 1 is a file of the suite's. */
function called(caller: CallerProcess | undefined, script: string, above: readonly number[] = []): string {
  const directory = temporaryDirectory(t);
  const sources = [nothing, { kind: "file", path: join(directory, "out") }, nothing] as const;
  const words = [
    "-c",
    calling(sources, caller),
    "sh",
    "sh",
    "-c",
    `${script}; cat <"$0"`,
    join(directory, "out"),
  ];
  const { stdout, stderr } = spawnSync(
    "sh",
    ["-c", `sh "$@"; cat ${join(directory, "out")}`, "sh", ...words],
    {
      stdio: ["ignore", "pipe", "pipe", "ignore", ...passedOn({ sources, above })],
      encoding: "utf8",
    },
  );
  t.equal(stderr, "");
  return stdout.trim();
}

const MASKS = "sed -n 's/^Sig\\(Blk\\|Ign\\):[[:space:]]*0*//p' /proc/self/status | tr '\\n' ' '";
const bits = (...signals: number[]) => signals.reduce((sum, one) => sum + 2 ** (one - 1), 0).toString(16);

t.test("what it ignores and blocks is what the runtime finds, and nothing else", async (t) => {
  const [hup, pipe, term, usr2] = [1, 13, 15, 12];
  t.equal(
    called({ ignores: ["SIGHUP", "SIGPIPE"], blocks: ["SIGTERM", "SIGUSR2"] }, MASKS),
    `${bits(term, usr2)} ${bits(hup, pipe)}`,
  );
  t.equal(called({ ignores: [] }, MASKS), "");
});

t.test("its umask, limit and directory", async (t) => {
  t.equal(
    called({ umask: "027", openFiles: 99, directory: "/proc" }, "umask; ulimit -S -n; pwd"),
    "0027\n99\n/proc",
  );
});

t.test("what it has above fd 2 is from 3 on, and nothing more", async (t) => {
  const fds = [openSync("/dev/zero", "r"), openSync("/dev/full", "r")];
  const list = "for fd in 3 4 5 6 7 8 9; do readlink /proc/$$/fd/$fd || :; done";
  t.equal(called({ above: 2 }, list, fds), "/dev/zero\n/dev/full");
  t.equal(called(undefined, list), "");
  for (const fd of fds) closeSync(fd);
});
