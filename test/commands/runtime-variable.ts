import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { Place } from "../fixtures/fd012.ts";
import { needs } from "../requirement.ts";

const dry = [
  "run",
  "wiring/strategy-honoured",
  "--strategy",
  "direct-file",
  "--filesystem",
  "local",
  "--dry-run",
];

t.test("RUNTIME names the runtime as --runtime does", needs("root", "crun"), async (t) => {
  const place = new Place(t);
  const path = join(place.directory, "work/my-crun");
  writeFileSync(path, '#!/bin/sh\nexec crun "$@"\n');
  chmodSync(path, 0o755);
  const shown: [string, string, string][] = [
    ["./my-crun", "my-crun", "runtime: my-crun (./my-crun), by RUNTIME in the environment\n"],
    ["pr=./my-crun", "pr", "runtime: pr (pr=./my-crun), by RUNTIME in the environment\n"],
    ["unshare", "unshare", "runtime: unshare, by RUNTIME in the environment\n"],
  ];
  for (const [spec, name, said] of shown) {
    place.environment.RUNTIME = spec;
    const { code, stdout, stderr } = await place.run(t, ...dry);
    t.match(
      { code, stdout },
      { code: 0, stdout: `run   wiring/strategy-honoured ${name} direct-file local node\n` },
    );
    t.ok(stderr.startsWith(said), stderr);
  }
});

t.test("where --runtime is given, and where it is empty, it is not looked at", needs("root"), async (t) => {
  const place = new Place(t);
  place.environment.RUNTIME = "bash";
  const { code, stderr } = await place.run(t, ...dry, "--runtime", "unshare");
  t.match({ code, stderr }, { code: 0, stderr: /^dry run: / });
  place.environment.RUNTIME = "";
  t.match(await place.run(t, ...dry), { code: 0, stderr: /^dry run: / });
});

t.test("where it is meant for something else, one sentence says so", async (t) => {
  const place = new Place(t);
  place.environment.RUNTIME = "python3.12";
  t.match(await place.run(t, ...dry), {
    code: 2,
    stdout: "",
    stderr: /^fd012: RUNTIME in the environment, "python3\.12", names no runtime: unset it, .*\.\n$/,
  });
});
