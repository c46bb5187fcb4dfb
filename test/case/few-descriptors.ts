import "../fixtures/plain-children.ts";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import t from "tap";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";

const loader = new URL("../fixtures/typescript.js", import.meta.url).href;
const program = fileURLToPath(new URL("./fixtures/few-descriptors-program.ts", import.meta.url));

for (const [spec, requirements] of [
  ["unshare", ["root"]],
  ["crun", ["root", "crun"]],
] as const) {
  t.test(
    `wherever descriptors run out, it is an error of the case, and nothing stays: ${spec}`,
    needs(...requirements),
    async (t) => {
      const file = join(temporaryDirectory(t), "told.json");
      const words = [
        "-c",
        'ulimit -n 150; exec "$@"',
        "sh",
        process.execPath,
        `--import=${loader}`,
        program,
        spec,
        "20",
        "4",
        file,
      ];
      const env = {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        TAP_TIMEOUT: "0",
        TMPDIR: temporaryDirectory(t),
      };
      const { status, stderr } = spawnSync("sh", words, { env, encoding: "utf8", timeout: 200_000 });
      t.equal(status, 0, stderr.slice(0, 500));
      const { told, leaked, problems } = JSON.parse(readFileSync(file, "utf8"));
      t.same([leaked, problems], [[], []]);
      for (const [strategy, verdicts] of Object.entries(told) as [string, string[]][]) {
        t.match(verdicts[0], /^0: error .*EMFILE/, strategy);
        if (strategy !== "closed") t.equal(verdicts.at(-1), "held", `${strategy}: ${verdicts.join("; ")}`); // crun 1.8 refuses it.
      }
    },
  );
}
