import t from "tap";
import { findByName, unknownName } from "../lib/nearest-name.ts";

const table = [{ name: "direct-file" }, { name: "shim-pipe" }, { name: "pty" }];

t.test("a name is found as it is written", async (t) => {
  t.equal(findByName("strategy", "pty", table), table[2]);
});

t.test("one that is not there is told with the nearest, and with all where they are few", async (t) => {
  t.throws(() => findByName("strategy", "shimpipe", table), {
    code: "UNKNOWN_NAME",
    exitCode: 2,
    message: 'There is no strategy "shimpipe"; did you mean "shim-pipe"? Known: direct-file, shim-pipe, pty.',
  });
});

t.test("where they are many, the way to the list is told", async (t) => {
  const names = Array.from({ length: 13 }, (_, index) => `name-${index}`);
  t.match(unknownName("test", "name-99", names).message, /See fd012 list\.$/);
});

t.test("nothing is offered that is another name altogether", async (t) => {
  t.equal(
    unknownName("runtime", "foo", ["lxc", "runc"]).message,
    'There is no runtime "foo". Known: lxc, runc.',
  );
  t.match(unknownName("runtime", "run", ["lxc", "runc"]).message, 'did you mean "runc"?');
});
