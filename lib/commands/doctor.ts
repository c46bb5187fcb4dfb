import { type AddedFiles, type Known, knownWith } from "../additions/known.ts";
import type { Detection } from "../detection.ts";
import { UsageError } from "../errors.ts";
import { detectKernelTrace } from "../evidence/kernel-trace.ts";
import { filesystems } from "../filesystems/table.ts";
import { visible } from "../reporters/visible-text.ts";
import { abilitiesOf } from "../runtimes/abilities.ts";
import type { Reach } from "../runtimes/reach.ts";
import { knownRuntimes } from "../runtimes/spec.ts";
import { type Ground, openGround } from "../stage.ts";
import { detectVm } from "../vm/detect.ts";
import { behalfOf } from "./behalf.ts";
import { say } from "./say.ts";
import { detectIn } from "./selection.ts";

export interface DoctorOptions extends Pick<AddedFiles, "driver"> {
  /** For whom it is asked what can be driven. */
  readonly as?: string;
  readonly json: boolean;
  readonly install: boolean;
  readonly yes: boolean;
}

/**
 * `fd012 doctor`: what can be used here; with --install, what is missing is installed first.
 * @returns 0, or 3 where not even the embedded runtime can be used, or the installation was declined
 */
export async function doctor({ json, install, yes, ...added }: DoctorOptions): Promise<number> {
  if (yes && !install) throw new UsageError("YES_TO_WHAT", "--yes goes with --install.");
  const known = await knownWith(added);
  if (install && !(await agreedInstallation(yes))) return 3;
  const ground = await openGround(behalfOf(added));
  try {
    const report = await examine(ground, known);
    process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : text(report));
    return Object.values(report.runtimes).some(({ found }) => found) ? 0 : 3;
  } finally {
    await ground.clear();
  }
}

async function agreedInstallation(yes: boolean): Promise<boolean> {
  const { install } = await import("../doctor/install.ts");
  const isDone = await install({ yes });
  if (!isDone) say("fd012: nothing was changed");
  return isDone;
}

type RuntimeReport = Detection & Reach;

interface Report {
  readonly runtimes: Record<string, RuntimeReport>;
  readonly filesystems: Record<string, Detection>;
  readonly evidence: Record<string, Detection>;
  readonly "virtual machine": Record<string, Detection>;
}

async function examine(ground: Ground, { families }: Known): Promise<Report> {
  const runtimes = knownRuntimes({}, families).map(async (runtime): Promise<[string, RuntimeReport]> => {
    const detection = await detectIn(ground, runtime);
    return [runtime.name, { ...detection, ...abilitiesOf(runtime) }];
  });
  const ordinary = filesystems.filter(({ variantOf }) => variantOf === undefined); // What holds for one holds for its variants.
  const volumes = ordinary.map(async (one): Promise<[string, Detection]> => [one.name, await one.detect()]);
  return {
    runtimes: Object.fromEntries(await Promise.all(runtimes)),
    filesystems: Object.fromEntries(await Promise.all(volumes)),
    evidence: { "kernel-trace": detectKernelTrace() },
    "virtual machine": { "run --vm": detectVm() },
  };
}

function text(report: Report): string {
  const lines = Object.entries(report).flatMap(([title, found]) => [
    title,
    ...Object.entries(found as Record<string, Detection | RuntimeReport>).flatMap(([name, one]) =>
      rows(name, one),
    ),
    "",
  ]);
  return lines.join("\n");
}

function rows(name: string, one: Detection | RuntimeReport): string[] {
  if (!one.found)
    return [`  ✘ ${name.padEnd(WIDTH)} ${visible(one.reason)}`, `${INDENT}→ ${visible(one.remedy)}`];
  const words = [one.version, one.path, one.note].filter(Boolean).join(" · ");
  const found = `  ✔ ${name.padEnd(WIDTH)} ${visible(words) || "ready"}`;
  if (!("strategies" in one)) return [found];
  return [found, `${INDENT}${one.strategies.join(", ")} · ${one.places.join(", ")}`];
}

const WIDTH = 14;
const INDENT = " ".repeat(WIDTH + 5);
