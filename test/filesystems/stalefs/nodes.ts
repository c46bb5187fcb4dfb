import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import t from "tap";
import { type Mount, mount, skip, startClient } from "./fixtures/mount.ts";

/** The NFSv3 row: what an open descriptor answers after its file was deleted or replaced on the server. */
const row = [
  ["fstatSync", [], "ESTALE"],
  ["writeSync", ["x"], "ESTALE"],
  ["readSync", [1, 0], "ESTALE"],
  ["ftruncateSync", [0], "ESTALE"],
  ["fchmodSync", [0o600], "ESTALE"],
  ["fchownSync", [0, 0], "ESTALE"],
  ["futimesSync", [1, 1], "ESTALE"],
  ["fsyncSync", [], undefined],
  ["closeSync", [], undefined],
] as const;

const losses: Record<string, (mounted: Mount) => void> = {
  deleted: ({ behind }) => rmSync(behind("log")),
  replaced: ({ behind }) => {
    writeFileSync(behind("new"), "new");
    renameSync(behind("new"), behind("log"));
  },
};

for (const [how, lose] of Object.entries(losses)) {
  t.test(`a file ${how} on the server, operation by operation`, { skip }, async (t) => {
    const mounted = await mount(t);
    const { client, on } = mounted;
    const descriptor = await client.call("openSync", on("log"), "a+");
    const other = await client.call("openSync", on("other"), "a+");
    t.equal(await client.call("writeSync", descriptor, "before"), 6);
    lose(mounted);
    const self = `/proc/${client.process.pid}/fd/${descriptor}`;
    for (const flags of ["r", "a", "w"]) {
      t.equal(await client.call("openSync", self, flags), "ESTALE", `open ${flags} by way of /proc`);
    }
    for (const [call, words, expected] of row) {
      t.equal(await client.call(call, descriptor, ...words), expected, call);
    }
    t.equal(await client.call("writeSync", other, "x"), 1, "other files are untouched");
    const found = how === "replaced" ? "new" : "ENOENT";
    t.equal(await client.call("readFileSync", on("log"), "utf8"), found, "the name is looked up anew");
  });
}

t.test("descriptors for writing alone and for reading alone are stale too", { skip }, async (t) => {
  const { client, on, behind } = await mount(t);
  const writing = await client.call("openSync", on("log"), "w");
  const reading = await client.call("openSync", on("log"), "r");
  rmSync(behind("log"));
  t.equal(await client.call("writeSync", writing, "x"), "ESTALE");
  t.equal(await client.call("fstatSync", writing), "ESTALE");
  t.equal(await client.call("readSync", reading, 1, 0), "ESTALE");
  t.equal(await client.call("fstatSync", reading), "ESTALE");
});

t.test("a new file of the same name is another file", { skip }, async (t) => {
  const { client, on, behind } = await mount(t);
  const old = await client.call("openSync", on("log"), "a");
  rmSync(behind("log"));
  const current = await client.call("openSync", on("log"), "a");
  t.equal(await client.call("writeSync", current, "new"), 3);
  t.equal(await client.call("writeSync", old, "old"), "ESTALE");
  t.equal(readFileSync(behind("log"), "utf8"), "new");
});

t.test("a file renamed on the server stays good", { skip }, async (t) => {
  const { client, on, behind } = await mount(t);
  const descriptor = await client.call("openSync", on("log"), "a");
  renameSync(behind("log"), behind("log.1"));
  t.equal((await client.call("fstatSync", descriptor)).nlink, 1);
  t.equal(await client.call("writeSync", descriptor, "after"), 5);
  t.equal(readFileSync(behind("log.1"), "utf8"), "after");
  const reopened = await client.call("openSync", `/proc/${client.process.pid}/fd/${descriptor}`, "a");
  t.equal(await client.call("writeSync", reopened, "!"), 1, "reopened by way of /proc");
});

t.test("a deleted directory is stale to who is in it", { skip }, async (t) => {
  const { client, on, behind } = await mount(t);
  await client.call("mkdirSync", on("directory"));
  const descriptor = await client.call("openSync", on("directory"), "r");
  rmSync(behind("directory"), { recursive: true });
  t.equal(await client.call("fstatSync", descriptor), "ESTALE");
  const inside = `/proc/${client.process.pid}/fd/${descriptor}/new`;
  t.equal(await client.call("writeFileSync", inside, ""), "ESTALE");
});

t.test("two clients see each other's and the server's changes at once", { skip }, async (t) => {
  const { client, on, behind } = await mount(t);
  const other = startClient(t);
  await client.call("writeFileSync", on("file"), "one");
  t.equal((await other.call("statSync", on("file"))).size, 3);
  writeFileSync(behind("file"), "twelve");
  t.equal((await other.call("statSync", on("file"))).size, 6);
  t.equal(await client.call("readFileSync", on("file"), "utf8"), "twelve");
});
