import { once } from "node:events";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { SpawnError } from "../host/start-process.ts";
import { type RunEvent, runEvent } from "../results/schema.ts";
import { type LostGuest, lostGuest } from "./lost-guest.ts";
import { type Boot, boot, type VirtualMachine } from "./qemu.ts";

/** How it ended: the suite inside told its exit status, with what it said on its stderr; or it was interrupted; or it never came so far. */
export type GuestEnd =
  | { readonly kind: "told"; readonly code: number; readonly said: string }
  | { readonly kind: "interrupted" }
  | ({ readonly kind: "lost" } & LostGuest);

/**
 * Turns a virtual machine on and hands out the events of the run inside, as they come.
 * @param directory the run's own; the console is kept in it
 * @param silence milliseconds without a word from the guest that count as a hang
 */
export async function runGuest(
  machine: Omit<Boot, "console">,
  directory: string,
  { silence, interrupted }: { silence: number; interrupted: AbortSignal },
  emit: (event: RunEvent) => void,
): Promise<GuestEnd> {
  const console = join(directory, "console.log");
  let guest: VirtualMachine;
  try {
    guest = await boot({ ...machine, console });
  } catch (error) {
    if (!(error instanceof SpawnError)) throw error;
    return { kind: "lost", why: `The virtual machine could not be turned on: ${error.message}`, console: [] };
  }
  const end = () => guest.kill();
  interrupted.addEventListener("abort", end);
  if (interrupted.aborted) end(); // While it was turned on.
  try {
    const told = await listen(guest, silence, emit);
    if (told.code !== null && told.strange === null)
      return { kind: "told", code: told.code, said: told.said };
    const off = await guest.off;
    if (interrupted.aborted) return { kind: "interrupted" };
    const traces = { off, console: tailOf(console), memory: machine.memory, strange: told.strange };
    return { kind: "lost", ...lostGuest({ ...traces, silence: told.silent ? silence : null }) };
  } finally {
    interrupted.removeEventListener("abort", end);
    guest.kill();
    await guest.off;
  }
}

interface Told {
  code: number | null;
  said: string;
  silent: boolean;
  /** The first line that is JSON and yet no event of a run. */
  strange: string | null;
}

/** Lines of the port: an event in JSON, `! ` and a line of stderr, `= ` and the exit status; see images/vm/init. */
async function listen(
  guest: VirtualMachine,
  silence: number,
  emit: (event: RunEvent) => void,
): Promise<Told> {
  const told: Told = { code: null, said: "", silent: false, strange: null };
  const watchdog = setTimeout(() => {
    told.silent = true;
    guest.kill();
  }, silence);
  const lines = createInterface({ input: guest.port });
  lines.on("line", (line) => {
    watchdog.refresh();
    if (line.startsWith("! ")) told.said += `${line.slice(2)}\n`;
    else if (line.startsWith("= ")) told.code = Number(line.slice(2));
    else if (told.strange === null && !isTaken(line, emit)) {
      told.strange = line;
      guest.kill();
    }
  });
  await once(lines, "close");
  clearTimeout(watchdog);
  return told;
}

function isTaken(line: string, emit: (event: RunEvent) => void): boolean {
  const value = parsed(line);
  if (value === CUT) return true;
  const event = runEvent.safeParse(value);
  if (event.success) emit(event.data);
  return event.success;
}

const CUT = Symbol("no JSON");

// The line that a guest was at when it went off is cut.
function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return CUT;
  }
}

const CONSOLE_BYTES = 16_384;

function tailOf(path: string): string {
  try {
    const file = openSync(path, "r");
    const start = Math.max(0, fstatSync(file).size - CONSOLE_BYTES);
    const bytes = Buffer.alloc(CONSOLE_BYTES);
    const text = bytes.toString("utf8", 0, readSync(file, bytes, 0, CONSOLE_BYTES, start));
    closeSync(file);
    return text;
  } catch {
    return ""; // QEMU never came so far as to make it.
  }
}
