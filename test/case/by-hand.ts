import "../fixtures/plain-children.ts";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { runCase } from "../../lib/case/run-case.ts";
import { deleteOnServer } from "../../lib/faults/table.ts";
import { stalefs } from "../../lib/filesystems/stalefs.ts";
import { within } from "../../lib/host/deadline.ts";
import { findProgram } from "../../lib/host/programs.ts";
import { localNodeImage } from "../../lib/images/node-image.ts";
import { abilitiesOf } from "../../lib/runtimes/abilities.ts";
import { runtimeOf } from "../../lib/runtimes/spec.ts";
import { unshare } from "../../lib/runtimes/unshare/unshare.ts";
import type { Strategy } from "../../lib/strategies/strategy.ts";
import { strategies } from "../../lib/strategies/table.ts";
import type { Body } from "../../lib/suite.ts";
import { eventually } from "../fixtures/eventually.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";
import { oneCase } from "./fixtures/one-case.ts";
import { stageOf } from "./fixtures/stage.ts";

const END_DEADLINE = 60_000;

/** The script of a case that takes place first, and where it will work. */
async function scriptOf(
  t: Test,
  spec: string,
  strategy: string,
  body: Body,
  workload = "exit-natural",
  over: object = {},
) {
  const runtime = runtimeOf(spec);
  const stage = await stageOf(t);
  await runtime.detect(stage.namespace);
  const one = oneCase(body, {
    ...{ runtime, image: localNodeImage(), workload, ...over },
    strategy: strategies.find(({ name }) => name === strategy) as Strategy,
  });
  const { repro, reason } = await runCase(one, stage, "case");
  const file = join(temporaryDirectory(t), "by-hand.sh");
  writeFileSync(file, repro ?? "");
  t.ok(repro, reason ?? "");
  return { file, place: mkdtempSync(join(temporaryDirectory(t), "tmp-")) };
}

function start(t: Test, file: string, place: string, environment: object = {}) {
  const child = spawn("sh", [file], {
    env: { PATH: process.env.PATH, TMPDIR: place, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const pid = child.pid as number;
  t.teardown(() => child.exitCode === null && child.signalCode === null && process.kill(-pid, "SIGKILL"));
  const said = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (text: string) => {
      said[name] += text;
    });
  const ended = within(once(child, "close"), END_DEADLINE, "the end of the script").then(([code]) => ({
    code,
    ...said,
  }));
  return { child, said, ended };
}

/** Processes that a script has started, by the label of its place. */
function processesOf(place: string): string[] {
  return readdirSync("/proc").filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, "latin1").includes(`FD012_LABEL=${place}/`);
    } catch {
      return false;
    }
  });
}

const toItsEnd: Body = async (_, { start, inflict }) => {
  const pid1 = await start();
  await inflict(deleteOnServer("stdout"));
  await pid1.proceed();
};
const atOnce: Body = async (_, { start }) => void (await start());

for (const [spec, strategy, requirements] of [
  ["unshare", "direct-file", ["root", "fuse"]],
  ["unshare", "shim-pipe", ["root", "fuse"]],
  ["crun", "direct-file", ["root", "crun", "fuse"]],
  ["crun+detached", "shim-pipe", ["root", "crun", "fuse"]],
  ["podman+crun", "shim-pipe", ["root", "podman", "crun", "fuse"]],
  ["containerd", "shim-pipe", ["root", "containerd", "fuse"]],
] as const) {
  t.test(
    `it does by hand what the case did, and leaves nothing: ${spec} ${strategy}`,
    needs(...requirements),
    async (t) => {
      const { file, place } = await scriptOf(t, spec, strategy, toItsEnd, "exit-natural", {
        filesystem: stalefs,
      });
      const { code, stdout, stderr } = await start(t, file, place).ended;
      t.equal(code, 0, stderr);
      t.match(stderr, strategy === "direct-file" ? "reported: exit 127" : /reported: exit \d/);
      t.match(stdout, /\/proc\/\d+\/fd\/1 -> /);
      t.same([readdirSync(place), processesOf(place)], [[], []], stderr);
    },
  );

  t.test(
    `interrupted, it ends all and removes it: ${spec} ${strategy}`,
    needs(...requirements),
    async (t) => {
      const { file, place } = await scriptOf(t, spec, strategy, atOnce, "wait", { filesystem: stalefs });
      const { child, said, ended } = start(t, file, place);
      await eventually("its word of PID 1", () => said.stdout.includes("flags"), END_DEADLINE);
      child.kill("SIGTERM");
      t.equal((await ended).code, 143);
      t.same([readdirSync(place), processesOf(place)], [[], []], said.stderr);
      t.notMatch(readFileSync("/proc/self/mounts", "utf8"), place);
    },
  );
}

for (const [what, server, word] of [
  ["ends", "exit 3", /stalefs has ended without mounting/],
  ["does not mount", "exec cat", /the mount of stalefs did not come within 1 s/],
] as const) {
  t.test(`where the server of stalefs ${what}, it says so and ends`, needs("root", "fuse"), async (t) => {
    const { file, place } = await scriptOf(t, "unshare", "direct-file", atOnce, "wait", {
      filesystem: stalefs,
    });
    const programs = temporaryDirectory(t);
    writeFileSync(join(programs, "node"), `#!/bin/sh\n${server}\n`, { mode: 0o755 });
    const environment = { PATH: `${programs}:${process.env.PATH}`, FD012_SECONDS: "1" };
    const { code, stderr } = await start(t, file, place, environment).ended;
    t.equal(code, 1, stderr);
    t.match(stderr, word);
    t.notMatch(readFileSync("/proc/self/mounts", "utf8"), place);
  });
}

t.test("where the case hangs, it says where and ends by itself", needs("root"), async (t) => {
  const { file, place } = await scriptOf(t, "unshare", "shim-pipe", atOnce, "wait");
  const { code, stderr } = await start(t, file, place, { FD012_SECONDS: "1" }).ended;
  t.equal(code, 1);
  t.match(stderr, /the end did not come within 1 s\nprocess \d+ \(\S+\), state S, waits in \w+/);
  t.match(stderr, /its fd 1 is a pipe: \/proc\/\d+\/fd\/0/, "who holds the pipe");
  const [left] = readdirSync(place);
  t.match(stderr, `left to look at: ${place}/${left}`);
  t.same(processesOf(place), []);
});

t.test(
  "shellcheck finds nothing in it, nor in what it runs",
  { skip: findProgram("shellcheck") === null && "there is no shellcheck" },
  async (t) => {
    for (const [spec, strategy] of [
      ...abilitiesOf(unshare).strategies.map((name) => ["unshare", name] as const),
      ...[
        ["crun", "pty"] as const,
        ["crun", "pty-relay"] as const,
        ["crun+detached", "direct-file"] as const,
      ],
    ]) {
      const { file } = await scriptOf(t, spec, strategy, toItsEnd);
      const script = readFileSync(file, "utf8");
      const job = /<<'JOB'\n(.*?)\nJOB\n/s.exec(script)?.[1] ?? "";
      t.notMatch(script, /[\uE000\uE001]/);
      for (const input of [script, job]) {
        // What stands in single quotes is for a shell or perl within; what the script around has set.
        const words = ["--shell=sh", "--exclude=SC1003,SC2016,SC2154", "-"];
        const { stdout, status } = spawnSync("shellcheck", words, { input, encoding: "utf8" });
        t.equal(status, 0, `${spec} ${strategy} ${stdout.slice(0, 500)}`);
      }
    }
  },
);
