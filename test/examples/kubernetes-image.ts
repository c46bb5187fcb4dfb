import { execFileSync, spawnSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import t from "tap";
import { parse } from "yaml";
import { findProgram } from "../../lib/host/programs.ts";
import { packageRoot } from "../../lib/package-root.ts";
import { readRun } from "../../lib/results/read-run.ts";
import "../fixtures/plain-children.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";

const DOCKERFILE = join(packageRoot, "examples/kubernetes/Dockerfile");
/** Of Debian, as apt is set to it. */
const MIRROR = () =>
  /^\S+\/debian\/?$/m.exec(
    execFileSync("apt-get", ["indextargets", "--format", "$(REPO_URI)"], { encoding: "utf8" }),
  )?.[0] ?? "";

const isAsked = Boolean(process.env.FD012_KUBERNETES_IMAGE);

// No image can be pulled where this runs, so the one that FROM names is Debian with this machine's own node in it.
t.test(
  "the image is built, and the job's command runs in it",
  isAsked
    ? needs("root", "podman", "debootstrap", "debian-mirror", "registry")
    : { skip: "it takes minutes: set FD012_KUBERNETES_IMAGE to build it" },
  async (t) => {
    const place = temporaryDirectory(t);
    const run = (program: string, ...words: string[]) =>
      execFileSync(program, words, {
        cwd: place,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
        timeout: 230_000,
      });
    const store = [
      "--root",
      join(place, "store"),
      "--runroot",
      join(place, "runroot"),
      "--storage-driver",
      "vfs",
      "--tmpdir",
      join(place, "tmpdir"),
    ];
    const podman = (...words: string[]) => run("podman", ...store, ...words);
    // Not `system reset`: that takes the machine's own /run/libpod away, whatever the store.
    t.teardown(() => spawnSync("podman", [...store, "rmi", "--all", "--force"]));

    const from = /^FROM (\S+)$/m.exec(readFileSync(DOCKERFILE, "utf8"))?.[1] as string;
    const release = /bookworm|trixie/.exec(from)?.[0] as string;
    const base = join(place, "base");
    if (process.env.FD012_DEBIAN_BASE) run("cp", "-a", process.env.FD012_DEBIAN_BASE, base);
    else run("debootstrap", "--variant=minbase", "--include=ca-certificates", release, base, MIRROR());
    putNode(base);
    run("tar", "-C", base, "-cf", "base.tar", ".");
    podman("import", "-q", join(place, "base.tar"), `docker.io/library/${from}`);

    const context = join(place, "context");
    mkdirSync(context);
    copyFileSync(join(packageRoot, ".dockerignore"), join(context, ".dockerignore"));
    execFileSync("npm", ["pack", "--ignore-scripts", "--pack-destination", context], {
      cwd: packageRoot,
      stdio: "ignore",
    });
    podman("build", "-q", "--pull=never", "--network", "host", "-f", DOCKERFILE, "-t", "fd012", context);

    const job = parse(readFileSync(join(packageRoot, "examples/kubernetes/job.yaml"), "utf8"));
    const [container] = job.spec.template.spec.containers;
    const results = join(place, "results");
    mkdirSync(results);
    const capabilities = container.securityContext.capabilities.add.flatMap((name: string) => [
      "--cap-add",
      name,
    ]);
    const script = String(container.args[0]).replace(
      "fd012 run",
      "fd012 run bytes/exact-sizes/1 stale-log/exit-after/natural",
    );
    podman(
      ...["run", "--rm", "--network", "none", "--cap-drop", "ALL", ...capabilities, "--device", "/dev/fuse"],
      ...[
        "--ulimit",
        "nofile=1024:1024",
        "--ulimit",
        "nproc=1024:1024",
        "--security-opt",
        "apparmor=unconfined",
      ],
      ...[
        "-v",
        `${results}:/results`,
        "--tmpfs",
        "/tmp:exec",
        "-e",
        "JOB_COMPLETION_INDEX=0",
        "-e",
        "FD012_SHARD_TOTAL=1",
      ],
      ...["fd012", ...container.command, script],
    );
    const { tail } = await readRun(join(results, "0"));
    t.match(tail, { exitCode: 0, counts: { broken: 0, error: 0 } });
    t.not(tail.counts.held, 0);
  },
);

/** This machine's node and npm with their libraries and what npm is set to, where the official image has them. */
function putNode(base: string): void {
  const npm = dirname(dirname(realpathSync(findProgram("npm") as string)));
  mkdirSync(join(base, "usr/local/lib/node_modules"), { recursive: true });
  cpSync(npm, join(base, "usr/local/lib/node_modules/npm"), { recursive: true });
  symlinkSync("../lib/node_modules/npm/bin/npm-cli.js", join(base, "usr/local/bin/npm"));
  copyFileSync(process.execPath, join(base, "usr/local/bin/node"));
  for (const [, library = ""] of execFileSync("ldd", [process.execPath], { encoding: "utf8" }).matchAll(
    /=> (\/\S+)/g,
  ))
    if (!existsSync(join(base, library))) {
      mkdirSync(join(base, dirname(library)), { recursive: true });
      copyFileSync(library, join(base, library));
    }
  const registry = execFileSync("npm", ["config", "get", "registry"], { encoding: "utf8" }).trim();
  const authority = execFileSync("npm", ["config", "get", "cafile"], { encoding: "utf8" }).trim();
  mkdirSync(join(base, "usr/local/etc"), { recursive: true });
  const lines = [`registry=${registry}`, "omit-lockfile-registry-resolved=true"];
  if (existsSync(authority)) {
    copyFileSync(authority, join(base, "usr/local/etc/authority.pem"));
    lines.push("cafile=/usr/local/etc/authority.pem");
  }
  writeFileSync(join(base, "usr/local/etc/npmrc"), `${lines.join("\n")}\n`);
}
