import { readFileSync } from "node:fs";
import t from "tap";
import { executableOffset } from "../../lib/evidence/elf.ts";

t.test("of a real program it is a page of the file, of anything else nothing", async (t) => {
  const offset = executableOffset(readFileSync("/bin/sh"));
  t.ok(offset !== null && offset % 4096n === 0n);
  t.equal(executableOffset(Buffer.from("#!/bin/sh\n")), null);
});
