import t from "tap";
import { cleanContainers } from "../../../lib/runtimes/docker/clean.ts";
import type { Engine } from "../../../lib/runtimes/docker/engine.ts";
import { createOptions } from "../../../lib/runtimes/docker/options.ts";
import { plainSpec } from "../fixtures/plain-spec.ts";

t.test("what a container's labels say of its owner decides", async (t) => {
  const { Labels } = createOptions(plainSpec, "image", {
    logDriver: { type: "none" },
    hasTerminal: false,
    runtime: null,
  });
  t.match(JSON.parse(Labels?.["fd012.owner"] ?? ""), { pid: process.pid });
  const removed: string[] = [];
  const docker = {
    listContainers: async () => [
      { Id: "1", Names: ["/mine"], Labels },
      { Id: "2", Names: ["/old"], Labels: { fd012: "/tmp/fd012-old/case" } },
    ],
    getContainer: (id: string) => ({ remove: async () => removed.push(id) }),
  };
  const asked: string[][] = [];
  await cleanContainers({ docker } as unknown as Engine, (...said) => asked.push(said) === 1);
  t.same(asked, [
    [plainSpec.label, Labels?.["fd012.owner"]],
    ["/tmp/fd012-old/case", ""],
  ]);
  t.same(removed, ["1"]);
});
