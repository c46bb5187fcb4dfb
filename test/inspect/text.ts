import t from "tap";
import { inspectionLines } from "../../lib/inspect/text.ts";

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
  const lines = inspectionLines({ pid: 7, target: "docker:web", program, streams: [] }, [], plain);
  t.equal(lines[0], "✔ safe · docker:web, process 7");
  t.notOk(lines.join("\n").includes("\u001b"));
  const risk = { fault: "f", fds: [1], level: "at risk", consequence: "c", shownBy: "disk/full" } as const;
  const atRisk = inspectionLines({ pid: 7, target: "7", program, streams: [] }, [risk], plain);
  t.equal(atRisk[0], "✘ at risk · process 7");
  t.ok(atRisk.includes("      shown by: fd012 run disk/full"));
});
