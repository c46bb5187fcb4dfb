import { once } from "node:events";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { MachineError } from "../errors.ts";
import { type RunEvent, runEvent } from "../results/schema.ts";
import { type Boot, boot, type VirtualMachine } from "./qemu.ts";

/** How the suite inside ended. */
export interface GuestEnd {
  readonly code: number;
  /** What it said on its stderr. */
  readonly said: string;
}

/**
 * Turns a virtual machine on and hands out the events of the run inside, as they come.
 * @param directory the run's own; the console is kept in it
 * @param silence milliseconds without a word from the guest that count as a hang
 * @throws MachineError `GUEST` where the guest ended, or was ended, before the run inside did; with the end of its console
 */
export async function runGuest(
  machine: Omit<Boot, "console">,
  directory: string,
  { silence, interrupted }: { silence: number; interrupted: AbortSignal },
  emit: (event: RunEvent) => void,
): Promise<GuestEnd> {
  const console = join(directory, "console.log");
  const guest = boot({ ...machine, console });
  const end = () => guest.kill();
  interrupted.addEventListener("abort", end);
  try {
    const told = await listen(guest, silence, emit);
    if (told.code !== null) return { code: told.code, said: told.said };
    const { said } = await guest.off;
    if (interrupted.aborted) return { code: 130, said: "" };
    const why = told.silent ? `was silent for ${silence / 1000} s` : "ended before the run inside did";
    throw new MachineError(
      "GUEST",
      [`The virtual machine ${why}.`, said, lastLines(console)].filter(Boolean).join("\n"),
    );
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
}

/** Lines of the port: an event in JSON, `! ` and a line of stderr, `= ` and the exit status; see images/vm/init. */
async function listen(
  guest: VirtualMachine,
  silence: number,
  emit: (event: RunEvent) => void,
): Promise<Told> {
  const told: Told = { code: null, said: "", silent: false };
  const watchdog = setTimeout(() => {
    told.silent = true;
    guest.kill();
  }, silence);
  const lines = createInterface({ input: guest.port });
  lines.on("line", (line) => {
    watchdog.refresh();
    if (line.startsWith("{")) emit(runEvent.parse(JSON.parse(line)));
    else if (line.startsWith("! ")) told.said += `${line.slice(2)}\n`;
    else if (line.startsWith("= ")) told.code = Number(line.slice(2));
  });
  await once(lines, "close");
  clearTimeout(watchdog);
  return told;
}

const CONSOLE_BYTES = 4_096;
const CONSOLE_LINES = 20;

function lastLines(path: string): string {
  const file = openSync(path, "r");
  try {
    const start = Math.max(0, fstatSync(file).size - CONSOLE_BYTES);
    const bytes = Buffer.alloc(CONSOLE_BYTES);
    const text = bytes.toString("utf8", 0, readSync(file, bytes, 0, CONSOLE_BYTES, start));
    return text.trim().split(/\r?\n/).slice(-CONSOLE_LINES).join("\n");
  } finally {
    closeSync(file);
  }
}
