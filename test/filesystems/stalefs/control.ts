import t from "tap";
import { obey } from "../../../lib/filesystems/stalefs/control.ts";
import { FaultTable } from "../../../lib/filesystems/stalefs/fault-table.ts";
import { NodeTable } from "../../../lib/filesystems/stalefs/nodes.ts";
import { temporaryDirectory } from "../../fixtures/temporary-directory.ts";

const directory = temporaryDirectory(t);

const cases = [
  ['{"id":1,"do":"answer","path":"a","operations":["write"],"errno":"ENOSPC"}', { id: 1, ok: true }],
  ['{"id":2,"do":"stall","path":""}', { id: 2, ok: true }],
  ['{"id":3,"do":"clear","path":"/a/"}', { id: 3, ok: true }],
  ['{"id":4,"do":"explode","path":"a"}', { id: 4, ok: false, error: 'cannot do "explode"' }],
  ['{"id":5,"do":"stall","path":7}', { id: 5, ok: false, error: "path must be a string" }],
  ['{"id":6,"do":"stall","path":"no/such"}', { id: 6, ok: false, error: "ENOENT" }],
  ['{"id":7,"do":"stall","path":"../b"}', { id: 7, ok: false, error: "EINVAL" }],
] as const;

for (const [line, reply] of cases) {
  t.test(line, async (t) => {
    let resumed = 0;
    const faults = new FaultTable(new NodeTable(directory));
    const answered = obey(line, faults, () => {
      resumed += 1;
    });
    t.same(answered, reply);
    t.equal(resumed, line.includes("clear") ? 1 : 0);
  });
}

t.test("what is not JSON is answered too", async (t) => {
  const faults = new FaultTable(new NodeTable(directory));
  t.match(
    obey("nonsense", faults, () => {}),
    { id: 0, ok: false },
  );
});

t.test("no node is kept for a fault that is gone", async (t) => {
  const nodes = new NodeTable(directory);
  const faults = new FaultTable(nodes);
  faults.stall("a");
  faults.answer("", ["create"], "EIO");
  t.notOk(faults.empty);
  faults.clear("a");
  faults.clear(".");
  t.ok(faults.empty);
  t.same([...nodes], [nodes.root]);
  t.equal(nodes.root.pins, 1);
});
