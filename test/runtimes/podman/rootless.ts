import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import type { Behalf } from "../../../lib/host/account.ts";
import { readRun } from "../../../lib/results/read-run.ts";
import { endRootless, labelOfOwn } from "../../../lib/runtimes/podman/clean-rootless.ts";
import { detectPodman } from "../../../lib/runtimes/podman/detect.ts";
import { podmanIn } from "../../../lib/runtimes/podman/seat.ts";
import { filesOf, runWords } from "../../../lib/runtimes/podman/words.ts";
import { Place } from "../../fixtures/fd012.ts";
import { remains } from "../../fixtures/remains.ts";
import { temporaryDirectory } from "../../fixtures/temporary-directory.ts";
import { needs, subordinateUser } from "../../requirement.ts";
import { plainSpec } from "../fixtures/plain-spec.ts";

const range = { start: 100_000, count: 65_536 };
const as: Behalf = {
  ...{ name: "somebody", uid: 1_234, gid: 1_234, become: ["setpriv", "--"], home: "/tmp/fd012-Ab12Cd/home" },
  subordinate: { uids: range, gids: range },
};
const theirs = { ...plainSpec.namespace, as };
const parts = { oci: null, conmon: null };

t.test(
  "root's podman is the machine's; another user's has all that is its own in the run's directory",
  async (t) => {
    t.same(podmanIn(plainSpec.namespace, "overlay"), { driven: [], command: ["podman"] });
    const { driven, command } = podmanIn(theirs, "vfs");
    t.same(driven, as.become);
    const options = command.slice(command.indexOf("podman"));
    for (const [option, value] of [
      ["--root", `${as.home}/vfs`],
      ["--runroot", `${as.home}/r-vfs`],
      ["--tmpdir", `${as.home}/run/tmp`],
      ["--storage-driver", "vfs"],
    ] as const)
      t.equal(options[options.indexOf(option) + 1], value, option);
    for (const name of ["HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME"])
      t.ok(
        command.some((word) => word.startsWith(`${name}=${as.home}`)),
        name,
      );
  },
);

t.test("it writes where its user may, and raises no limits", async (t) => {
  const spec = { ...plainSpec, namespace: theirs };
  t.match(filesOf(spec), { pid: `${spec.control}.podman/pid` });
  const { command } = podmanIn(theirs, "overlay");
  const words = runWords(spec, { command, options: [], log: null, image: "image", files: filesOf(spec) });
  t.ok(words.includes("nofile=1024:1024"));
});

t.test(
  "what is missing is named: subordinate ids, or the mounts that it would not see",
  needs("podman"),
  async (t) => {
    const alone = { ...theirs, as: { ...as, subordinate: null } };
    t.match((await detectPodman(parts, alone)).detection, {
      found: false,
      reason: /^podman needs subordinate ids of somebody: lines in \/etc\/subuid/,
      remedy: /uidmap && usermod --add-subuids/,
    });
    t.match((await detectPodman(parts, { ...plainSpec.namespace, enter: ["nsenter"] })).detection, {
      found: false,
      reason: /does not see the suite's mounts/,
      remedy: /--as USER/,
    });
  },
);

t.test(
  "podman is driven rootless, and nothing is left, neither in the user's home nor of the run",
  needs("root", "podman", "crun", "tracefs", "subordinate-ids"),
  async (t) => {
    const place = new Place(t);
    const temporary = mkdtempSync("/tmp/of-fd012-"); // podman takes no long path.
    t.teardown(() => rmSync(temporary, { recursive: true, force: true }));
    chmodSync(temporary, 0o711);
    place.environment.TMPDIR = temporary;
    const { name, home } = subordinateUser() as { name: string; home: string };
    const storage = join(home, ".local/share/containers");
    const before = existsSync(storage) && readdirSync(storage);
    const out = join(place.directory, "report");
    const cells = ["--strategy", "direct-file", "--strategy", "shim-pipe", "--filesystem", "local"];
    const words = ["run", "--as", name, "--runtime", "podman", ...cells, "--out", out];
    const { code, stderr } = await place.run(t, ...words, "wiring/strategy-honoured", "exit-status/code/7");
    t.equal(code, 0, stderr);
    const { cases, head } = await readRun(out);
    t.match(head.options.as, { user: name });
    t.same(
      cases.map(({ verdict }) => verdict),
      cases.map(() => "held"),
    );
    t.same(cases.find(({ test }) => test === "code/7")?.observation?.fate.actual, { kind: "exit", code: 7 });
    t.same(remains(temporary, []), []);
    t.same(existsSync(storage) && readdirSync(storage), before);
  },
);

t.test("a conmon of another user's podman is known by where its files are", async (t) => {
  const { control } = plainSpec;
  const { conmonPid } = filesOf({ ...plainSpec, namespace: theirs });
  t.equal(labelOfOwn(conmonPid), control);
  for (const path of [`${control}.conmon`, "/run/containers/conmon.pid", "x.podman/conmon", ""])
    t.equal(labelOfOwn(path), null, path);
});

t.test("conmons of dead runs are ended, those of others go on", needs("root"), async (t) => {
  const conmon = join(temporaryDirectory(t), "conmon");
  writeFileSync(conmon, "#!/bin/sh\necho started\nread -r _\n", { mode: 0o755 });
  const top = temporaryDirectory(t);
  const started = async (name: string) => {
    const child = spawn(conmon, ["--conmon-pidfile", join(top, `${name}.podman`, "conmon")]);
    t.teardown(() => child.kill("SIGKILL"));
    await once(child.stdout, "data");
    return child;
  };
  const [dead, alive] = [await started("dead"), await started("alive")];
  const ended = once(dead, "exit");
  const { removed, problems } = await endRootless((label) => label === join(top, "dead"));
  t.same({ removed, problems }, { removed: [`process ${dead.pid} (conmon)`], problems: [] });
  t.same(await ended, [null, "SIGKILL"]);
  t.same([alive.exitCode, alive.signalCode], [null, null]);
});
