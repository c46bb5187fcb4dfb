import "../../fixtures/plain-children.ts";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import type { MountNamespace } from "../../../lib/host/namespace.ts";
import { detectPodman, optionsFor } from "../../../lib/runtimes/podman/detect.ts";
import { temporaryDirectory } from "../../fixtures/temporary-directory.ts";
import { needs } from "../../requirement.ts";

const need = needs("root", "podman", "crun");
const here: MountNamespace = { enter: [], reach: (path) => path, close: async () => {} };
const own = { oci: null, conmon: null };

t.test("its version, conmon's and the OCI runtime's are told", need, async (t) => {
  const { detection, info } = await detectPodman({ ...own, oci: "crun" }, here);
  t.match(detection, { found: true, version: /^\d+\.\S+ \(conmon \d\S*, crun \d\S*\)$/, path: /\/podman$/ });
  t.ok(info);
});

t.test("an OCI runtime that is not there is named, and how to get it", need, async (t) => {
  for (const [oci, remedy] of [
    ["nosuch", /^apt-get install nosuch/],
    ["/no/such/crun", /^put an OCI runtime at \/no\/such\/crun$/],
  ] as const) {
    const { detection } = await detectPodman({ ...own, oci }, here);
    t.match(detection, { found: false, reason: new RegExp(`^podman: .*${oci}`), remedy });
    t.notMatch(detection.found || detection.reason, /\n/, "one sentence");
  }
});

t.test("a program that is no OCI runtime is told in one sentence", need, async (t) => {
  const oci = join(temporaryDirectory(t), "rubbish");
  writeFileSync(oci, "#!/bin/sh\necho rubbish\nexit 3\n", { mode: 0o755 });
  const { detection, info } = await detectPodman({ ...own, oci }, here);
  t.match(detection, { found: false, reason: `podman: ${oci} is no OCI runtime that tells its version` });
  t.equal(info, null);
});

t.test("podman's silence about a conmon that is not there is not taken for consent", need, async (t) => {
  const { detection } = await detectPodman({ ...own, conmon: "/no/such/conmon" }, here);
  t.match(detection, {
    found: false,
    reason: /^it is to use the conmon \/no\/such\/conmon, and podman uses \//,
  });
});

t.test("a storage that cannot be opened is told in podman's last words", need, async (t) => {
  const file = join(temporaryDirectory(t), "storage.conf");
  writeFileSync(file, '[storage]\ndriver = "nosuch"\ngraphroot = "/tmp/no"\nrunroot = "/tmp/no"\n');
  process.env.CONTAINERS_STORAGE_CONF = file;
  t.teardown(() => delete process.env.CONTAINERS_STORAGE_CONF);
  const { detection } = await detectPodman(own, here);
  t.match(detection, { found: false, reason: /^podman cannot be used: \S.*/ });
  t.notMatch(detection.found || detection.reason, /\n/, "one sentence");
});

t.test("in a mount namespace of the suite's own it is of no use", need, async (t) => {
  const { detection } = await detectPodman(own, { ...here, enter: ["nsenter"] });
  t.match(detection, { found: false, remedy: "run as root" });
});

t.test("parts are chosen before the subcommand", async (t) => {
  t.same(optionsFor(own), []);
  t.same(optionsFor({ oci: "runc", conmon: "/c" }), ["--runtime", "runc", "--conmon", "/c"]);
});
