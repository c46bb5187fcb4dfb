import { constants } from "node:os";

const names = new Map(Object.entries(constants.signals).map(([name, number]) => [number, name]));

// os.constants lists two names for one number; signal(7) calls these the standard ones.
names.set(6, "SIGABRT").set(29, "SIGIO");

/** `SIGABRT` for 6, by this architecture's numbers; `SIG40` for one without a name. */
export function signalName(number: number): string {
  return names.get(number) ?? `SIG${number}`;
}

/** 6 for `SIGABRT`, null for a name that this machine does not know. */
export function signalNumber(name: string): number | null {
  return constants.signals[name as NodeJS.Signals] ?? null;
}
