import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import type { Scene } from "../../lib/faults/fault.ts";
import { halfARecord } from "../../lib/faults/table.ts";
import type { Teardowns } from "../fixtures/teardowns.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

function inflicted(t: Teardowns, bytes: Buffer | string): Buffer {
  const serverPath = join(temporaryDirectory(t), "log");
  writeFileSync(serverPath, "");
  appendFileSync(serverPath, bytes);
  const files = () => [{ stream: "stdout", path: serverPath, serverPath }] as const;
  halfARecord.inflict({ log: { files } } as unknown as Scene);
  return readFileSync(serverPath);
}

t.test("the first half of the last line, or of the last message, stands once more at the end", async (t) => {
  t.equal(inflicted(t, "first\nsecond\n").toString(), "first\nsecond\nsec");
  t.equal(inflicted(t, "only\n").toString(), "only\non");
  const message = Buffer.from([0, 0, 0, 2, 1, 2, 0, 0, 0, 2]);
  t.same(inflicted(t, Buffer.concat([message, message])).subarray(20), message.subarray(0, 5));
});

t.test("without a record there is no fault", async (t) => {
  t.throws(() => inflicted(t, ""), /holds no record/);
});
