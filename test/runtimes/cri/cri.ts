import "../../fixtures/plain-children.ts";
import t from "tap";
import { groupNames } from "../../../lib/host/cgroups.ts";
import { fd012, Place } from "../../fixtures/fd012.ts";
import { temporaryDirectory } from "../../fixtures/temporary-directory.ts";
import { needs } from "../../requirement.ts";
import { cellsOf, failures } from "../fixtures/cells.ts";

t.before(() => {
  process.env.TMPDIR = temporaryDirectory(t);
});

const needed = needs("root", "fuse", "tracefs", "cri", "cc");

t.test("wirings, ends and bytes are as they should be, on each file system", needed, async (t) => {
  const before = groupNames("");
  const cells = await cellsOf(
    t,
    "cri",
    ...["wiring/strategy-honoured", "exit-status/code/7", "exit-status/start-failure/missing"],
    ...["bytes/exact-sizes/65537", "rotation/reopen*", "stale-log/keep-writing-beyond-a-pipe"],
  );
  t.same(failures(cells), {});
  const outcome = (cell: string) => cells.get(cell)?.outcome;
  t.equal(outcome("wiring/strategy-honoured null local"), "exit 0 · relayed · no log");
  t.equal(outcome("wiring/strategy-honoured pty local"), "exit 0 · lost 0");
  t.equal(outcome("exit-status/code/7 shim-pipe local"), "exit 7 · lost 0");
  t.equal(outcome("bytes/exact-sizes/65537 shim-pipe local"), "exit 0 · lost 0");
  t.equal(outcome("rotation/reopen shim-pipe stalefs"), "exit 0 · lost 0");
  t.match(outcome("rotation/reopen-heals shim-pipe stalefs"), /^exit 0 · lost \d+ · output flows again$/);
  const beyond = outcome("stale-log/keep-writing-beyond-a-pipe shim-pipe stalefs");
  t.match(beyond, /^exit 0 · lost [1-9]\d*$/, "containerd reads on, and PID 1 does not hang");
  t.same(groupNames(""), before, "no control group is left, not k8s.io either");
});

t.test("what is executed comes by the streaming server, with its status", needed, async (t) => {
  const words = ["exec/own-stdio", "exec/status/7", "exec/status/SIGTERM", "exec/bytes-then-gone"];
  const cells = await cellsOf(t, "cri", ...words, "--strategy", "shim-pipe");
  t.same(failures(cells), {});
  t.equal(cells.get("exec/status/7 shim-pipe local")?.outcome, "exit 3 · lost 0 · exec-1 exit 7 · lost 0");
});

t.test("its shim and its containerd can be killed, and nothing is left", needed, async (t) => {
  const cells = await cellsOf(
    t,
    "cri",
    "reader/monitor-killed",
    "reader/daemon-killed",
    "--strategy",
    "shim-pipe",
  );
  t.same(failures(cells), {});
  t.match(cells.get("reader/daemon-killed shim-pipe local")?.outcome, /^exit 0 · lost \d+ · pid 1 goes on$/);
});

t.test(
  "another OCI runtime is named by its program or its path",
  needs("root", "tracefs", "cri", "crun"),
  async (t) => {
    const cells = await cellsOf(t, "cri+crun", "exit-status/code/7", "--strategy", "shim-pipe");
    t.same(failures(cells), {});
    const { code, stderr } = await fd012(t, "run", "--runtime", "cri+/no/such/crun");
    t.equal(code, 3);
    t.match(stderr, /^fd012: cri\+crun cannot be used here: there is no \/no\/such\/crun on this machine\./);
  },
);

t.test("a socket on which nobody listens is an error in one sentence", async (t) => {
  const { code, stderr } = await new Place(t).run(t, "run", "--runtime", "cri=/no/such.sock");
  t.equal(code, 3);
  t.match(stderr, /^fd012: cri=such\.sock cannot be used here: \/no\/such\.sock: there is no such socket\./);
  t.equal(stderr.trim().split("\n").length, 1);
});
