import "../fixtures/plain-children.ts";
import t from "tap";
import { localNodeImage } from "../../lib/images/node-image.ts";
import { podmanFamily } from "../../lib/runtimes/podman.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";
import { cellsOf, failures } from "./fixtures/cells.ts";
import { failingStart } from "./fixtures/failing-start.ts";
import { plainSpec } from "./fixtures/plain-spec.ts";

t.before(() => {
  process.env.TMPDIR = temporaryDirectory(t);
});

const needed = needs("root", "fuse", "tracefs", "podman", "crun");

t.test(
  "passthrough hands the log itself on, k8s-file stands between and loses in silence",
  needed,
  async (t) => {
    const cells = await cellsOf(t, "podman+crun", "stale-log/exit-after/natural", "stale-log/keep-writing");
    t.same(failures(cells), {});
    const outcome = (test: string, strategy: string) =>
      cells.get(`stale-log/${test} ${strategy} stalefs`)?.outcome;
    t.match(
      outcome("exit-after/natural", "direct-file"),
      /^(exit 127|signal SIG\w+) · stale-abort · lost 0$/,
    );
    t.equal(outcome("exit-after/natural", "shim-pipe"), "exit 0 · lost 0");
    t.match(outcome("keep-writing", "shim-pipe"), /^exit 0 · lost [1-9]\d*$/, "acknowledged, and in no log");
  },
);

t.test("what it reports is what the kernel saw, and every byte arrives", needed, async (t) => {
  const cells = await cellsOf(
    t,
    "podman+crun",
    "exit-status/code/7",
    "bytes/exact-sizes/65537",
    "wiring/no-extra-fds",
  );
  t.same(failures(cells), {});
  t.equal(cells.get("exit-status/code/7 shim-pipe local")?.outcome, "exit 7 · lost 0");
  t.equal(cells.get("bytes/exact-sizes/65537 shim-pipe local")?.outcome, "exit 0 · lost 0");
});

t.test("a start that fails ends the case at once, with podman's own words", needed, async (t) => {
  const { verdict, reason, outcome } = await failingStart(t, podmanFamily);
  t.match({ verdict, outcome }, { verdict: "fail", outcome: "start-failed" });
  t.match(reason, /podman ended before PID 1 began/);
});

t.test("another conmon and an OCI runtime stand before the subcommand", async (t) => {
  process.env.FD012_CONMON = "/opt/conmon";
  const podman = podmanFamily.open({ name: "p", base: "podman", variant: "crun" });
  delete process.env.FD012_CONMON;
  const sources = [{ kind: "null" }, { kind: "null" }, { kind: "null" }] as const;
  t.match(
    podman.script(plainOnRealImage(), sources, "/pid"),
    "podman --runtime crun --conmon /opt/conmon run --rm",
  );
});

// The script names the image's archive, so there must be one to pack.
function plainOnRealImage() {
  return { ...plainSpec, image: localNodeImage() };
}
