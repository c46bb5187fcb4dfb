import t from "tap";
import type { Judged, Risk } from "../../lib/inspect/inspection.ts";
import { inspectionLines } from "../../lib/inspect/text.ts";

/** Arrays that may be written to, as the schema's are. */
const copy = (one: object) => structuredClone(one) as Judged;
const plain = (_: unknown, text: string) => text;

t.test("the verdict comes first, and what a process calls itself stays text", async (t) => {
  const program = {
    executable: "/bin/\u001b[31mx",
    isNode: false,
    nodeVersion: null,
    libc: null,
    isPid1: true,
    handles: [],
  };
  const safe = { pid: 7, level: "safe", harms: [], program, streams: [], risks: [] } as const;
  const lines = inspectionLines({ ...copy(safe), target: "docker:web" }, plain);
  t.equal(lines[0], "✔ safe · docker:web, process 7");
  t.notOk(lines.join("\n").includes("\u001b"));
  const risk: Risk = {
    ...{ fault: "f", fds: [1], level: "at risk", harms: ["lost"], consequence: "c", shownBy: "disk/full" },
  };
  const harmed = { ...copy(safe), target: "7", level: risk.level, harms: risk.harms, risks: [risk] };
  const atRisk = inspectionLines(harmed, plain);
  t.equal(atRisk[0], "✘ at risk · process 7 · lost");
  t.ok(atRisk.includes("  ✘ f (fd 1): at risk · lost"));
  t.ok(atRisk.includes("      shown by: fd012 run disk/full"));
});
