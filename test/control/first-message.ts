import { execFileSync } from "node:child_process";
import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { LONGEST_LINE } from "../../lib/control/answers-file.ts";
import { firstMessage } from "../../lib/control/first-message.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

t.test("the first message is read once it is whole", async (t) => {
  const path = join(temporaryDirectory(t), "events");
  for (const [text, expected] of [
    ["", null],
    ['{"event":"ready","pid":1}', null],
    ['{"event":"ready","pid":1}\n', { event: "ready", pid: 1 }],
    ['{"event":"ready","pid":2}\nnonsense', { event: "ready", pid: 2 }],
    ['{"event":"ready","pid":3}\n{"event":"waiting"}\n', { event: "ready", pid: 3 }],
    [`{"event":"ready","pid":4}\n${"x".repeat(LONGEST_LINE)}`, { event: "ready", pid: 4 }],
  ] as const) {
    writeFileSync(path, text);
    t.same(firstMessage(path, "ready"), expected);
  }
});

t.test("another one, or none, is told", async (t) => {
  const path = join(temporaryDirectory(t), "events");
  for (const text of ['{"event":"waiting"}\n', "nonsense\n", '{"event":"ready","pid":"1"}\n']) {
    writeFileSync(path, text);
    t.throws(() => firstMessage(path, "ready"), { message: /first line is not its message "ready"/ });
  }
  writeFileSync(path, "x".repeat(LONGEST_LINE));
  t.throws(() => firstMessage(path, "ready"), { message: /no end/ });
});

t.test("links are not followed, and a fifo is not waited for", async (t) => {
  const directory = temporaryDirectory(t);
  const [file, link, fifo] = ["file", "link", "fifo"].map((name) => join(directory, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(file, '{"event":"ready","pid":1}\n');
  symlinkSync(file, link);
  execFileSync("mkfifo", [fifo]);
  t.throws(() => firstMessage(link, "ready"), { code: "ELOOP" });
  t.throws(() => firstMessage(fifo, "ready"), { message: /a file no more/ });
});
