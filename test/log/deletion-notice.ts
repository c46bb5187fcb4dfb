import { readdirSync, readlinkSync, unlinkSync, writeFileSync } from "node:fs";
import t from "tap";
import { within } from "../../lib/host/deadline.ts";
import { DeletionNotice, flush } from "../../lib/log/deletion-notice.ts";
import { mount, skip } from "../filesystems/stalefs/fixtures/mount.ts";

function holders(path: string): number {
  return readdirSync("/proc/self/fd").filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith(path);
    } catch {
      return false; // The descriptor that the list was read by.
    }
  }).length;
}

t.test("a deletion is noticed once the mount answers so, and not before", { skip }, async (t) => {
  const { on, behind } = await mount(t);
  writeFileSync(behind("log"), "");
  await flush(on("log"));
  const notice = new DeletionNotice();
  await notice.await(on("log"));
  t.equal(notice.isPending, true);
  let isNoticed = false;
  const noticed = notice.noticed().then(() => {
    isNoticed = true;
  });
  await flush(on("log")); // Asked and answered once more, and the file is there.
  t.equal(isNoticed, false);
  unlinkSync(behind("log"));
  await within(noticed, 20_000, "the notice");
  t.equal(holders(on("log")), 0);
  t.equal(notice.isPending, false);
});

t.test("what is not waited for is let go", { skip }, async (t) => {
  const { on, behind } = await mount(t);
  writeFileSync(behind("log"), "");
  const notice = new DeletionNotice();
  await notice.await(on("log"));
  t.equal(holders(on("log")), 1);
  notice.close();
  t.equal(holders(on("log")), 0);
});

t.test("a server that does not answer is waited for until a deadline", { skip }, async (t) => {
  const { on, behind, faults } = await mount(t);
  writeFileSync(behind("log"), "");
  await flush(on("log"));
  const notice = new DeletionNotice();
  await notice.await(on("log"));
  await faults.stall("log");
  t.teardown(() => faults.clear("log"));
  process.env.FD012_DEADLINE_FACTOR = "0.01";
  t.teardown(() => delete process.env.FD012_DEADLINE_FACTOR);
  const late = { code: "DEADLINE" };
  await t.rejects(within(flush(on("log")), 20_000, "the flush"), {
    ...late,
    message: /^the mount's answer of /,
  });
  await t.rejects(within(notice.noticed(), 20_000, "the notice"), {
    ...late,
    message: /^the mount's notice of the deletion did not happen/,
  });
  await faults.clear("log");
  notice.close();
});
