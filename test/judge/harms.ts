import t from "tap";
import { harmsOf, inOrder } from "../../lib/judge/harms.ts";
import { HARMS } from "../../lib/results/harm-names.ts";
import type { Fate, Harm, Observation } from "../../lib/results/schema.ts";
import { observation, streamLedger } from "./fixtures/observation.ts";

const exit = (code: number): Fate => ({ kind: "exit", code });
const signal = (name: string): Fate => ({ kind: "signal", signal: name });
const unknown = (reason = "no root"): Fate => ({ kind: "unknown", reason });
const hang: Fate = { kind: "hang", where: "S in pipe_write" };
const fate = (actual: Fate, reported: Fate = actual) => ({ fate: { actual, reported } });
const harms = (over: Partial<Observation>, meant: Fate[] | null = [exit(0)], isRelayed = false) =>
  harmsOf({ meant }, observation(over), isRelayed).map(
    ({ harm, amount, text }) => `${harm} ${amount}: ${text}`,
  );

t.test("an ordinary end does no harm", async (t) => {
  t.same(harms({}), []);
});

t.test("the founding outage: PID 1 ended otherwise than it meant", async (t) => {
  t.same(harms(fate(exit(127))), ["died 1: PID 1 ended by exit 127; it meant exit 0"]);
  t.same(harms(fate(signal("SIGSEGV"), exit(139))), [
    "died 1: PID 1 ended by signal SIGSEGV; it meant exit 0",
  ]);
  t.same(harms(fate(unknown(), exit(134))), [
    "died 1: as reported, PID 1 ended by exit 134; it meant exit 0",
  ]);
  t.same(harms(fate(unknown(), signal("SIGABRT"))), [], "that is how the runtime ended");
  const outlived = { fate: { ...fate(unknown(), exit(2)).fate, outlived: true } };
  t.same(harms(outlived), [], "PID 1 lived when its runtime ended");
  t.same(harms(fate(unknown(), exit(0))), []);
  t.same(harms(fate(exit(1)), [exit(1)]), [], "as an uncaught exception means");
  t.same(harms(fate(signal("SIGTERM"), exit(143)), [exit(0), signal("SIGTERM")]), []);
  t.same(harms(fate(exit(3)), [exit(0), exit(7)]), [
    "died 1: PID 1 ended by exit 3; it meant exit 0 or exit 7",
  ]);
  t.same(harms(fate(signal("SIGSEGV"), exit(139)), null), [], "abort(3) means no end");
  t.same(harms(fate(unknown(), unknown())), [], "of an end that nobody saw nothing is said");
});

t.test("a hang is one, whoever hangs, and no death", async (t) => {
  t.same(harms(fate(hang)), ["hang 1: it did not end: hang: S in pipe_write"]);
  const goesOn: Fate = { kind: "hang", where: "it goes on" };
  t.same(harms(fate(exit(0), goesOn)), ["hang 1: it did not end: hang: it goes on"]);
  t.same(harms(fate(hang, goesOn)), ["hang 1: it did not end: hang: S in pipe_write"], "PID 1's comes first");
  t.same(harms(fate({ ...hang, spin: true } as Fate)), [
    "hang 1: it did not end: hang: S in pipe_write",
    "spin 1: S in pipe_write",
  ]);
});

t.test("a status that is not the kernel's, or none", async (t) => {
  t.same(harms(fate(exit(7), exit(0)), [exit(7)]), [
    "false-status 1: the runtime reported exit 0; PID 1 ended by exit 7",
  ]);
  t.same(harms(fate(signal("SIGSEGV"), signal("SIGSEGV")), null), [
    "false-status 1: the runtime itself died of SIGSEGV; PID 1 ended by signal SIGSEGV",
  ]);
  t.same(harms(fate(exit(0), unknown("the daemon is gone"))), [
    "false-status 1: nothing was reported of exit 0: the daemon is gone",
  ]);
  const byDesign: Fate = { kind: "unknown", reason: "a shell waits", byDesign: true };
  t.same(harms(fate(exit(0), byDesign)), []);
  t.same(harms(fate(unknown(), exit(0))), [], "nothing to hold it against");
  t.same(harms(fate(hang, exit(0))), ["hang 1: it did not end: hang: S in pipe_write"]);
});

t.test("bytes that are lost, and how many where that is no race", async (t) => {
  const ledger = [streamLedger({ lost: 100 }), streamLedger({ stream: "stderr", lost: 28 })];
  const words = "bytes that write(2) acknowledged are in no log";
  t.same(harms({ ledger }), [`lost 128: 128 ${words}`]);
  t.same(harms({ ledger }, [exit(0)], true), [`lost null: some ${words}`]);
  t.match(harms({ ledger, ...fate(hang) }), [/^hang/, `lost null: some ${words}`]);
  const broken = [streamLedger({ lost: 1, failed: { EPIPE: 2 } })];
  t.same(harms({ ledger: broken }), [`lost null: some ${words}`]);
  t.same(harms({ ledger: [streamLedger({ failed: { EPIPE: 2 } })] }), []);
});

t.test("bytes that are kept back, altered or late", async (t) => {
  t.match(harms({ ledger: [streamLedger({ undelivered: 4 })] }), [/^undelivered 4: 4 bytes/]);
  t.match(
    harms({
      ledger: [streamLedger({ undelivered: 4 }), streamLedger({ stream: "stderr", misdelivered: 4 })],
    }),
    [/^undelivered 8:/],
  );
  t.same(
    harms({
      ledger: [
        streamLedger({ torn: 1, duplicated: 2 }),
        streamLedger({ stream: "stderr", reordered: 3, foreign: 40 }),
      ],
    }),
    [
      "altered 46: the log holds 1 torn line, 2 duplicated lines, 3 reordered lines, 40 bytes that the workload never wrote",
    ],
  );
  t.same(harms({ ledger: [streamLedger({ foreign: 1, holes: 512 })] }), [
    "altered 513: the log holds 1 bytes that the workload never wrote, 512 zeros where a truncation left a hole",
  ]);
  t.match(harms({ ledger: [streamLedger({ late: 64 })] }), [/^late 64: 64 bytes were not in the log/]);
});

t.test("what is left behind", async (t) => {
  t.same(harms({ leftovers: ["process 7", "mount /x"] }), ["leaked 2: left behind: process 7, mount /x"]);
});

t.test("the worst comes first, and of one kind the first that was found", async (t) => {
  const of = (harm: Harm["harm"], text = ""): Harm => ({ harm, amount: 1, text });
  t.same(
    inOrder([...HARMS].reverse().map((name) => of(name))).map(({ harm }) => harm),
    [...HARMS],
  );
  t.same(
    inOrder([of("late"), of("leaked", "a"), of("leaked", "b")]).map(({ text }) => text),
    ["a", "b", ""],
  );
  const all = harms({
    ...fate(exit(127), exit(0)),
    ledger: [streamLedger({ lost: 1, late: 1, torn: 1, undelivered: 64 })],
    leftovers: ["process 7"],
  });
  t.same(
    all.map((text) => text.split(" ")[0]),
    ["died", "false-status", "lost", "undelivered", "altered", "leaked", "late"],
  );
});
