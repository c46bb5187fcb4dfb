import "../fixtures/plain-children.ts";
import { statSync } from "node:fs";
import t from "tap";
import { terminalOf } from "../../lib/case/container-terminal.ts";
import { Recording } from "../../lib/case/repro.ts";
import type { Wiring } from "../../lib/results/schema.ts";
import { startTerminal } from "../../lib/strategies/far-terminal.ts";
import type { FarTerminal } from "../../lib/strategies/strategy.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { descriptor } from "../judge/fixtures/observation.ts";
import { needs } from "../requirement.ts";
import { here } from "../strategies/fixtures/opened.ts";
import { stdio } from "./fixtures/stdio.ts";

t.test("whose PID 1's terminal is, its device and inode tell", needs("perl"), async (t) => {
  const held = await startTerminal("/dev/null", { namespace: here, directory: temporaryDirectory(t) });
  t.teardown(() => held.close());
  const { dev, ino } = statSync(held.source.path);
  const whose = (identity: string | null, over: Partial<Wiring> = {}, more: Partial<FarTerminal> = {}) => {
    const streams = [0, 1, 2].map((fd) => descriptor(fd, { kind: "pty", identity }));
    const wiring: Wiring = { seenBy: "host", streams, above: [], ...over };
    const terminal = { ...held.terminal, ...more };
    const sources = [held.source, { kind: "descriptor", fd: 9 }, held.source] as const;
    return terminalOf({ stdio: stdio({ sources, terminal }), wiring }, new Recording())?.whose();
  };
  t.equal(await whose(`${dev}:${ino}`), "caller");
  t.equal(await whose(`${dev + 1}:${ino}`), "runtime", "a container has a /dev/pts of its own");
  t.equal(await whose(null), null);
  t.equal(await whose(`${dev}:${ino}`, { seenBy: "workload" }), null, "from inside it cannot be told");
  const look = async () => ({ ...held.terminal.first, isSent: true });
  t.equal(await whose("1:1", {}, { look }), "sent");
});

t.test("a wiring without a terminal has none", async (t) => {
  t.equal(terminalOf({ stdio: stdio(), wiring: null }, new Recording()), undefined);
});
