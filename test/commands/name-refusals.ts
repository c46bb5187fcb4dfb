import t from "tap";
import { knownNames } from "../../lib/commands/expect-names.ts";
import { refusedImage, refusedRuntime } from "../../lib/commands/name-refusals.ts";

t.test("a runtime's name is one that a run can have", async (t) => {
  for (const name of [
    ...[
      "runc",
      "runc+detached",
      "podman+crun",
      "podman@k8s-file+runc",
      "docker@local",
      "containerd@fifo+crun",
    ],
    ...["podman+kata", "docker+any-that-it-knows"],
    ...["candidate", "candidate+detached"],
  ])
    t.equal(refusedRuntime(name), null, name);
});

t.test("why none can is told", async (t) => {
  for (const [name, words] of [
    ["runc+crnu", /runc takes no "\+crnu" but "\+detached"$/],
    ["candidate+detahced", /takes no "\+detahced"/],
    ["unshare+crun", /unshare takes no "\+crun"/],
    ["podman@k8s-fiel", /podman has no log driver "k8s-fiel" here/],
    ["runc@file", /runc takes no "@file"/],
    ["podman+./build/crun", /a run calls it podman\+crun$/],
    ["podman+", /There is no runtime "podman\+"/],
  ] as const)
    t.match(refusedRuntime(name), words, name);
});

t.test("an image's name is one that a run can be asked for", async (t) => {
  for (const name of [
    "node",
    "node:12",
    "node:20.20.2@libc=2.41",
    "abort",
    "abort:static",
    "abort:musl",
    "actor",
    "actor:musl",
    "npm",
    "npm:8.19.4",
    "init:tini",
  ])
    t.equal(refusedImage(name), null, name);
  for (const [name, words] of [
    ["nod:20", /did you mean "node"/],
    ["NODE=20", /is no image/],
    ["node:tweny", /node has no version "tweny"/],
    ["node:20.20.2.1", /node has no version/],
    ["abort:statc", /abort has no version "statc"/],
    ["actor:static", /actor has no version "static"/],
    ["npm:8", /npm has no version "8"/],
  ] as const)
    t.match(refusedImage(name), words, name);
});

t.test("what an engine's version may name are the OCI runtimes, and conmon", async (t) => {
  t.same(knownNames().versionParts, ["runc", "crun", "runsc", "youki", "conmon"]);
});
