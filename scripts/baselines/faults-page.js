import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Those of which most people have one, in the order of what stands between PID 1 and its log. */
const COLUMNS = [
  "crun",
  "rootless-crun",
  "runc",
  "podman+crun",
  "rootless-podman",
  "docker",
  "containerd",
  "cri",
];

/** What each fault does to PID 1, to its bytes and to its status under the runtimes of one release, as fd012's own reporter says it. @param runs { name, run } */
export function faultsPage(runs) {
  return joinedReport("faults", runs, COLUMNS);
}

/** Runs of some runtimes as one, in this order, as a reporter of fd012's writes it. */
export function joinedReport(reporter, runs, columns) {
  const chosen = columns.flatMap((wanted) => runs.find(({ name }) => name === wanted) ?? []);
  const cases = chosen.flatMap(({ run }) => run.cases);
  const [{ run: first }] = chosen;
  const runtimes = Object.assign({}, ...chosen.map(({ run }) => run.head.runtimes));
  const joined = { ...first, head: { ...first.head, runtimes, planned: cases.length }, cases };
  const directory = mkdtempSync(join(tmpdir(), "fd012-faults-"));
  try {
    const [run, page] = ["run.json", "page"].map((name) => join(directory, name));
    writeFileSync(run, JSON.stringify(joined));
    const { status, stderr } = spawnSync(
      process.execPath,
      ["dist/cli.js", "report", run, "--reporter", `${reporter}=${page}`],
      {
        encoding: "utf8",
      },
    );
    if (status !== 0) throw new Error(stderr);
    return readFileSync(page, "utf8");
  } finally {
    rmSync(directory, { recursive: true });
  }
}
