import t from "tap";
import { limitWords } from "../../lib/log/limits.ts";
import { dockerLogDriver, logConfig } from "../../lib/runtimes/docker/log-drivers.ts";
import { fileLog } from "../../lib/runtimes/podman/log.ts";

const paths = { stdout: "/log/out", stderr: "/log/err" };

t.test("an engine never rotates unless a claim says when", async (t) => {
  t.same(limitWords(), { size: "1000g", files: "1" });
  t.same(limitWords({ maxFiles: 3 }), { size: "1000g", files: "3" });
  t.same(limitWords({ maxBytes: 4096 }), { size: "4096", files: "1" });
});

t.test("the limits of a claim reach the engines", async (t) => {
  const limits = { maxBytes: 4096, maxFiles: 3 };
  const driver = dockerLogDriver(null);
  t.match(logConfig(driver), { type: "json-file", mode: "blocking", "max-size": "1000g", "max-file": "1" });
  t.match(logConfig(driver, limits), { "max-size": "4096", "max-file": "3" });
  const words = (over: object) =>
    (fileLog({ ...paths, ...over }, "k8s-file").engine as { options: string[] }).options;
  t.ok(words({}).includes("max-size=1000g"));
  t.ok(words({ limits }).includes("max-size=4096"));
});
