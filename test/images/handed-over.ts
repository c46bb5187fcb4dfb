import t from "tap";
import { handedOver, handOver } from "../../lib/images/handed-over.ts";
import { imageOf } from "../../lib/images/spec.ts";

const image = {
  name: "node:12.22.12",
  program: "node" as const,
  rootfs: "/elsewhere/rootfs",
  entrypoint: ["/usr/bin/node"],
  isNode: true,
  libc: "glibc 2.36",
  architecture: "x64",
};

t.test("an image that was handed over is opened as it stands, and no other", async (t) => {
  const environment = handOver(new Map([["node:12", image]]));
  Object.assign(process.env, environment);
  t.teardown(() => {
    for (const name of Object.keys(environment)) delete process.env[name];
  });
  const asked = imageOf("node:12");
  t.same(asked.open(asked), { ...image, asked: "node:12" });
  t.equal(handedOver("node:14"), null);
});

t.test("without any there is none", async (t) => {
  t.equal(handedOver("node"), null);
});
