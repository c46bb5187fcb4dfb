import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { writeInitramfs } from "../../lib/vm/initramfs.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";

const content = {
  files: ["/etc", "/etc/passwd"],
  modules: [{ name: "one", content: Buffer.from("ONE") }],
  environment: { NAME: "it's" },
  command: ["echo", '"$FD012_EVENTS"'],
};

t.test("it holds the machine's files, init, modules, environment and command", needs("cpio"), async (t) => {
  const directory = temporaryDirectory(t);
  const file = await writeInitramfs(directory, content);
  // Two archives behind one another, as the kernel takes them; cpio reads the first, and then the second.
  const list = execFileSync("sh", ["-c", `{ cpio -t --quiet; cpio -t --quiet; } <${file}`], {
    encoding: "utf8",
  });
  const expected =
    "etc etc/passwd init guest guest/environment guest/command guest/modules guest/modules/000.ko";
  t.same(list.trim().split("\n"), expected.split(" "));
  const read = (name: string) => readFileSync(join(directory, "guest-stage/guest", name), "utf8");
  t.equal(read("modules/000.ko"), "ONE");
  t.equal(
    execFileSync("sh", ["-c", `${read("environment")} printf %s "$NAME"`], { encoding: "utf8" }),
    "it's",
  );
  t.equal(read("command"), 'exec echo "$FD012_EVENTS"\n');
});

t.test("a file that is not there is told as cpio tells it", needs("cpio"), async (t) => {
  const missing = { ...content, files: ["/nowhere-at-all"] };
  await t.rejects(writeInitramfs(temporaryDirectory(t), missing), {
    code: "CPIO",
    message: /nowhere-at-all/,
  });
});
