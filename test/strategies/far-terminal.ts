import "../fixtures/plain-children.ts";
import { spawnSync } from "node:child_process";
import { closeSync, constants, openSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { within } from "../../lib/host/deadline.ts";
import { startTerminal, WINDOW } from "../../lib/strategies/far-terminal.ts";
import { eventually } from "../fixtures/eventually.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";
import { here } from "./fixtures/opened.ts";

const needed = needs("perl");

async function held(t: Test) {
  const directory = temporaryDirectory(t);
  const log = join(directory, "log");
  writeFileSync(log, "");
  const one = await startTerminal(log, { namespace: here, directory });
  t.teardown(() => one.close());
  const fd = openSync(one.source.path, constants.O_RDWR | constants.O_NOCTTY);
  t.teardown(() => closeSync(fd));
  const stty = (...words: string[]) =>
    spawnSync("stty", words, { stdio: [fd, "pipe", "pipe"], encoding: "utf8" }).stdout.trim();
  return { ...one, log, fd, stty };
}

t.test("its window has a size from the first, and may get another", needed, async (t) => {
  const { terminal, stty } = await held(t);
  t.equal(stty("size"), `${WINDOW.rows} ${WINDOW.columns}`);
  t.match(terminal.first, { ...WINDOW, waiting: 0, isSent: false });
  await terminal.resize(50, 160);
  t.equal(stty("size"), "50 160");
  t.match(await terminal.look(), { rows: 50, columns: 160 });
});

t.test("its settings are told, and that they are others", needed, async (t) => {
  const { terminal, stty } = await held(t);
  t.match(terminal.first.termios, /^[0-9a-f]{72}$/);
  t.match(await terminal.look(), { termios: terminal.first.termios });
  const before = stty("-g");
  stty("raw");
  t.not((await terminal.look()).termios, terminal.first.termios);
  stty(before);
  t.equal((await terminal.look()).termios, terminal.first.termios);
});

t.test("while it is paused nobody reads what comes out, and then all of it comes", needed, async (t) => {
  const { terminal, log, fd } = await held(t);
  await terminal.pause();
  writeSync(fd, "held back\n");
  await terminal.look();
  t.equal(readFileSync(log, "utf8"), "");
  await terminal.goOn();
  await eventually("its line", () => readFileSync(log, "utf8") === "held back\r\n");
  t.equal(await terminal.shown(), "held back\r\n");
});

t.test("hung up, it is told as it was", needed, async (t) => {
  const { terminal, drained } = await held(t);
  await terminal.resize(9, 10);
  await terminal.hangUp();
  t.match(await terminal.look(), { rows: 9, columns: 10 });
  await within(drained(), 5_000, "the end");
});

t.test("a holder that has gone is the suite's own fault", needed, async (t) => {
  const { terminal, close } = await held(t);
  await close();
  await t.rejects(terminal.look(), { code: "TERMINAL" });
});
