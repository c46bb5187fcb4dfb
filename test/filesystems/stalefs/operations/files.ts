import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import t from "tap";
import { mount, skip, startClient } from "../fixtures/mount.ts";

const LINES = 500;

t.test("two processes that append lose nothing", { skip }, async (t) => {
  const { client, on, behind } = await mount(t);
  const clients = [client, startClient(t)];
  const append = async (client: (typeof clients)[number], word: string) => {
    const descriptor = await client.call("openSync", on("log"), "a");
    for (let line = 0; line < LINES; line += 1) client.begin("writeSync", descriptor, `${word}${line}\n`);
    for (let line = 0; line < LINES; line += 1) await client.ended();
  };
  await Promise.all(clients.map((client, index) => append(client, "ab"[index] as string)));
  const lines = readFileSync(behind("log"), "utf8").trimEnd().split("\n");
  for (const word of "ab") {
    const expected = Array.from({ length: LINES }, (_, line) => `${word}${line}`);
    t.same(
      lines.filter((line) => line.startsWith(word)),
      expected,
      word,
    );
  }
  t.equal(lines.length, 2 * LINES);
});

t.test("appends go to the end that the file has on the server", { skip }, async (t) => {
  const { client, on, behind } = await mount(t);
  const descriptor = await client.call("openSync", on("log"), "a");
  await client.call("writeSync", descriptor, "one ");
  appendFileSync(behind("log"), "two ");
  await client.call("writeSync", descriptor, "three");
  t.equal(readFileSync(behind("log"), "utf8"), "one two three");
  writeFileSync(behind("log"), "");
  await client.call("writeSync", descriptor, "four");
  t.equal(readFileSync(behind("log"), "utf8"), "four", "truncated on the server");
});

t.test("a descriptor without O_APPEND writes at its own position", { skip }, async (t) => {
  const { client, on, behind } = await mount(t);
  const descriptor = await client.call("openSync", on("log"), "w");
  await client.call("writeSync", descriptor, "one");
  writeFileSync(behind("log"), "");
  await client.call("writeSync", descriptor, "two");
  t.equal(readFileSync(behind("log"), "latin1"), "\0\0\0two", "a truncated log gets a hole, as everywhere");
});

t.test(
  "a shell's descriptors: one description for two streams, truncating, appending",
  { skip },
  async (t) => {
    const { client, on, behind } = await mount(t);
    t.equal(await client.call("writeFileSync", on("log"), "old"), undefined);
    t.equal(await client.call("writeFileSync", on("log"), "new"), undefined);
    t.equal(await client.call("appendFileSync", on("log"), "er"), undefined);
    t.equal(readFileSync(behind("log"), "utf8"), "newer");
  },
);

t.test("transfers beyond one request, and offsets beyond 4 GiB", { skip }, async (t) => {
  const { client, on, behind } = await mount(t);
  const size = 3 * 1024 * 1024 + 1;
  await client.call("writeFileSync", on("large"), "x".repeat(size));
  t.equal(readFileSync(behind("large"), "latin1"), "x".repeat(size));
  t.equal((await client.call("readFileSync", on("large"), "latin1")).length, size);
  const descriptor = await client.call("openSync", on("sparse"), "w+");
  const far = 5 * 2 ** 40;
  t.equal(await client.call("writeSync", descriptor, "far", far), 3);
  t.equal(await client.call("readSync", descriptor, 3, far), "far");
  t.equal((await client.call("fstatSync", descriptor)).size, far + 3);
});

t.test("exclusive creation, modes and access modes are as asked for", { skip }, async (t) => {
  const { client, on } = await mount(t);
  t.type(await client.call("openSync", on("log"), "ax", 0o640), "number");
  t.equal(await client.call("openSync", on("log"), "ax"), "EEXIST");
  t.equal((await client.call("statSync", on("log"))).mode & 0o7777, 0o640);
  const reading = await client.call("openSync", on("log"), "r");
  t.equal(await client.call("writeSync", reading, "x"), "EBADF");
  t.equal(await client.call("openSync", on("absent"), "r"), "ENOENT");
});
