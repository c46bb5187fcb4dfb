import t from "tap";
import { configuration } from "../../../lib/runtimes/oci/bundle.ts";
import { WINDOW } from "../../../lib/strategies/far-terminal.ts";
import { plainSpec } from "../fixtures/plain-spec.ts";

interface Config {
  mounts: { destination: string; source: string; options?: string[] }[];
  linux: { cgroupsPath: string; namespaces: { type: string }[] };
}

const asked = { id: "fd012-Ab12Cd-case-7", terminal: false };
const configOf = (over = {}) => configuration({ ...plainSpec, ...over }, asked) as Config;

t.test("the image's root is read-only, and what the workload needs is mounted", async (t) => {
  t.match(configOf(), {
    process: {
      terminal: false,
      args: ["/usr/bin/node", "/workloads/exit-natural.cjs"],
      env: [/^PATH=/, "FD012_LABEL=/tmp/fd012-Ab12Cd/case-7"],
      cwd: "/",
    },
    root: { path: "/rootfs", readonly: true },
  });
  const mounts = configOf({ mounts: [{ source: "/host/log", target: "/log" }] }).mounts;
  const sourceOf = (path: string) => mounts.find(({ destination }) => destination === path)?.source;
  t.equal(sourceOf("/fd012"), plainSpec.control);
  t.equal(sourceOf("/log"), "/host/log");
  for (const path of ["/proc", "/dev", "/dev/pts", "/tmp"]) t.ok(sourceOf(path), path);
});

t.test("only a terminal has a size", async (t) => {
  t.notMatch(configOf(), { process: { consoleSize: {} } });
  const process = { terminal: true, consoleSize: { height: WINDOW.rows, width: WINDOW.columns } };
  t.match(configuration(plainSpec, { ...asked, terminal: true }), { process });
});

t.test("its cgroup has the container's name, one level deep", async (t) => {
  t.equal(configOf().linux.cgroupsPath, "/fd012-Ab12Cd-case-7");
});

t.test("in the host's PID namespace it has none of its own", async (t) => {
  const types = (over = {}) => configOf(over).linux.namespaces.map(({ type }) => type);
  t.same(types(), ["pid", "mount", "ipc", "uts"]);
  t.same(types({ place: "host-pid-namespace" }), ["mount", "ipc", "uts"]);
});
