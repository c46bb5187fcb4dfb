import "../fixtures/plain-children.ts";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { faultAmong, type KernelRecord, loggedFault, recordOf } from "../../lib/evidence/kernel-log.ts";
import { readRun } from "../../lib/results/read-run.ts";
import { Place } from "../fixtures/fd012.ts";
import { needs } from "../requirement.ts";

t.test("a fault that is not in the log is missing with a reason", async (t) => {
  const { line, fault, missing } = loggedFault(new Set([2 ** 22 + 1]), 0);
  t.match({ line, fault, missing }, { line: null, fault: null, missing: /kernel/ });
});

t.test("a record has its time and its first line", async (t) => {
  t.same(recordOf("6,339,5140900,-;NET: Registered protocol family\n SUBSYSTEM=acpi\n"), {
    seconds: 5.1409,
    text: "NET: Registered protocol family",
  });
  t.equal(recordOf(""), null);
});

const trap = (thread: number, seconds: number): KernelRecord => ({
  seconds,
  text: `traps: node[${thread}] general protection fault ip:7f0000000010 sp:7ffc0 error:0 in libc.so.6[7f0000000000+1000]`,
});

t.test("of all records it is the one of that process, around that time", async (t) => {
  const mine = new Set([7, 8]);
  const [other, ours] = [trap(9, 100), trap(8, 100.5)];
  t.match(faultAmong([other, ours], mine, 100), { line: ours.text, fault: { thread: 8 }, missing: null });
  for (const seconds of [99.5, 101.5])
    t.equal(faultAmong([ours], mine, seconds).line, ours.text, `${seconds}`);
  for (const seconds of [99.4, 101.6]) t.equal(faultAmong([ours], mine, seconds).line, null, `${seconds}`);
});

t.test("why there is none: overwritten, held back, or never printed", async (t) => {
  const none = (...records: KernelRecord[]) => faultAmong(records, new Set([7]), 100).missing;
  const suppressed = { seconds: 100, text: "show_signal_msg: 3 callbacks suppressed" };
  if (/exception-trace/.test(none() ?? "")) return t.comment("this machine prints no faults");
  t.match(none(trap(9, 101), suppressed), /has been overwritten since/);
  t.match(none(trap(9, 100)), /has no line of it/, "the log goes back to just then");
  t.match(none(), /has no line of it/);
  t.match(none(trap(9, 50), suppressed), /held it back: show_signal_msg: 3/);
  t.match(
    none(trap(9, 50), { ...suppressed, seconds: 99 }),
    /has no line of it/,
    "that was of others, before",
  );
  t.match(none(trap(9, 50), { seconds: 101, text: "another" }), /has no line of it/);
});

t.test(
  "the line of a PID 1 that HLT killed is found, and its byte named",
  needs("root", "fuse", "tracefs", "registry"),
  async (t) => {
    if (process.arch !== "x64") return t.comment("HLT is x86-64's");
    const place = new Place(t);
    const out = join(place.directory, "report");
    const words = [
      "run",
      "stale-log/exit-after/natural",
      "--runtime",
      "unshare",
      "--image",
      "node:12",
      "--out",
      out,
    ];
    await place.run(t, ...words, "--strategy", "direct-file", "--filesystem", "stalefs");
    const [{ observation } = {}] = (await readRun(out)).cases;
    const log = observation?.evidence.kernelLog;
    // Others may have used the rate limit up: then it is said, and the link stays inferred.
    if (log?.missing) return void t.match(log, { line: null, missing: /rate limit|exception-trace/ });
    t.match(log, {
      line: /^traps: node\[\d+\] general protection fault/,
      instruction: { bytes: /^f4/, name: "hlt" },
    });
    t.ok(
      observation?.evidence.chain.some(
        ({ text, backing }) => /^HLT \(f4 at libc/.test(text) && backing === "observed",
      ),
    );
    t.ok(readFileSync(join(out, "run.tap"), "utf8").includes("HLT (f4 at libc"));
  },
);
