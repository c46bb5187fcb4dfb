import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import t from "tap";
import { insideOf } from "../../lib/case/inside.ts";
import { quoted } from "../../lib/host/shell-words.ts";
import { redirect } from "../../lib/strategies/redirect.ts";
import { plainImage } from "../case/fixtures/one-case.ts";
import { opened } from "./fixtures/opened.ts";
import { requiredOf } from "./fixtures/required.ts";

t.test("the entrypoint itself opens the log, for appending, and becomes the program", async (t) => {
  const { log, stdio } = await opened(t, redirect);
  const { dev, ino } = statSync(log.stdout);
  t.match(requiredOf(stdio)[1], { kind: "file", identity: `${dev}:${ino}`, append: true });
  const { image, mounts } = insideOf(plainImage, redirect.inside?.(log));
  const [mount] = mounts ?? [];
  t.equal(mount?.target, "/log");
  t.same(image.entrypoint.slice(-1), plainImage.entrypoint);
  // Where there is no container, the volume's own path stands for /log.
  const [program, ...words] = [...(redirect.inside?.(log).entry ?? []), "sh", "-c", "echo $$; echo err >&2"];
  const script = words.map((word) => word.replaceAll("/log/", `${quoted(mount?.source ?? "")}/`));
  execFileSync(program as string, script);
  t.match(readFileSync(log.stdout, "utf8"), /^\d+\n$/);
  t.equal(readFileSync(log.stderr, "utf8"), "err\n");
});

t.test("an image stays as it is where a strategy wants nothing inside", async (t) => {
  t.same(insideOf(plainImage, undefined), { image: plainImage });
});
