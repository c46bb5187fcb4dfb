import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { parse } from "yaml";
import { packageRoot } from "../lib/package-root.ts";
import { readRun } from "../lib/results/read-run.ts";
import { debianBase } from "./fixtures/debian-base.ts";
import { packed } from "./fixtures/installed-package.ts";
import "./fixtures/plain-children.ts";
import { temporaryDirectory } from "./fixtures/temporary-directory.ts";
import { needs } from "./requirement.ts";

const isAsked = Boolean(process.env.FD012_CONTAINER_IMAGE);
const readsNow = (name: string) => readFileSync(join(packageRoot, name), "utf8");

t.test(
  "the image is built from the packed file, and validates in a container",
  isAsked
    ? needs("root", "docker", "debootstrap", "debian-mirror")
    : { skip: "it takes a minute: set FD012_CONTAINER_IMAGE to build it" },
  async (t) => {
    const place = temporaryDirectory(t);
    const [base, image] = ["base", "image"].map((name) => `test-of-fd012-${name}-${process.pid}`) as [
      string,
      string,
    ];
    const docker = (...words: string[]) =>
      spawnSync("docker", words, { cwd: place, encoding: "utf8", timeout: 230_000 });
    t.teardown(() => docker("rmi", "--force", image, base));

    debianBase(join(place, "base"));
    execFileSync("sh", ["-c", 'tar -C base -c . | docker import - "$1"', "sh", base], {
      cwd: place,
      stdio: "ignore",
    });
    const context = join(place, "context");
    mkdirSync(context);
    for (const name of ["Dockerfile", ".dockerignore"])
      copyFileSync(join(packageRoot, name), join(context, name));
    const sha256 = createHash("sha256")
      .update(readFileSync(packed(context)))
      .digest("hex");
    const build = (sum: string) =>
      docker(
        ...["build", "--network", "host", "--build-arg", `BASE=${base}`, "--build-arg", `SHA256=${sum}`],
        ...["-t", image, context],
      );
    const built = build(sha256);
    t.equal(built.status, 0, built.stderr);
    t.not(build("0".repeat(64)).status, 0, "another package is refused");

    const results = join(place, "results");
    mkdirSync(results);
    const run = (...words: string[]) =>
      docker("run", "--rm", "--network", "none", "-v", `${results}:/results`, ...words);
    const words = ["run", "--runtime", "unshare", "bytes/exact-sizes/1", "--out", "/results/asked"];
    const asked = run("--cap-add", "SYS_ADMIN", "--security-opt", "apparmor=unconfined", image, ...words);
    t.equal(asked.status, 0, asked.stderr);
    t.match((await readRun(join(results, "asked"))).tail, {
      exitCode: 0,
      counts: { broken: 0, error: 0 },
    });

    t.test("the Kubernetes job's command runs in it, with the privileges of the job", async (t) => {
      const [container] = parse(readsNow("examples/kubernetes/job.yaml")).spec.template.spec.containers;
      const [shell, ...rest] = container.command;
      const script = String(container.args[0]).replace(
        "fd012 run",
        "fd012 run bytes/exact-sizes/1 stale-log/exit-after/natural",
      );
      const added = container.securityContext.capabilities.add.flatMap((name: string) => ["--cap-add", name]);
      const { status, stderr } = run(
        ...["--cap-drop", "ALL", ...added, "--device", "/dev/fuse", "--security-opt", "apparmor=unconfined"],
        ...["--tmpfs", "/tmp:exec", "-e", "JOB_COMPLETION_INDEX=0", "-e", "FD012_SHARD_TOTAL=1"],
        ...["--entrypoint", shell, image, ...rest, script],
      );
      t.equal(status, 0, stderr);
      const { tail } = await readRun(join(results, "0"));
      t.match(tail, { exitCode: 0, counts: { broken: 0, error: 0 } });
      t.not(tail.counts.held, 0);
    });
  },
);

t.test("the base is of one release, and no step asks a registry of packages", async (t) => {
  const text = readsNow("Dockerfile");
  t.match(text, /^ARG BASE=\S+:\d+\.\d+\.\d+-bookworm-slim(@sha256:[0-9a-f]{64})?$/m);
  for (const [line] of text.matchAll(/^RUN .*npm .*$/gm)) t.match(line, /--offline .*\/tmp\/fd012\.tgz/);
});
