import type { Detection } from "../detection.ts";
import { detectKernelTrace } from "../evidence/kernel-trace.ts";
import { filesystems } from "../filesystems/table.ts";
import { knownRuntimes } from "../runtimes/spec.ts";
import { type Ground, openGround } from "../stage.ts";

/** `fd012 doctor`: what can be used here. @returns 0, or 3 where not even the embedded runtime can be */
export async function doctor({ json }: { json: boolean }): Promise<number> {
  const ground = await openGround();
  try {
    const report = await examine(ground);
    process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : text(report));
    return Object.values(report.runtimes as Record<string, Detection>).some(({ found }) => found) ? 0 : 3;
  } finally {
    await ground.clear();
  }
}

type Report = Record<"runtimes" | "filesystems" | "evidence", Record<string, Detection>>;

async function examine(ground: Ground): Promise<Report> {
  const asked = async (
    drivers: readonly { name: string; detect(n: Ground["namespace"]): Promise<Detection> }[],
  ) =>
    Object.fromEntries(
      await Promise.all(drivers.map(async (driver) => [driver.name, await driver.detect(ground.namespace)])),
    );
  return {
    runtimes: await asked(knownRuntimes()),
    filesystems: await asked(filesystems),
    evidence: { "kernel-trace": detectKernelTrace() },
  };
}

function text(report: Report): string {
  const lines = Object.entries(report).flatMap(([title, found]) => [
    title,
    ...Object.entries(found).flatMap(([name, detection]) => row(name, detection)),
    "",
  ]);
  return lines.join("\n");
}

function row(name: string, detection: Detection): string[] {
  if (!detection.found)
    return [`  ✘ ${name.padEnd(14)} ${detection.reason}`, `    ${"".padEnd(14)} → ${detection.remedy}`];
  const words = [detection.version, detection.path, detection.note].filter(Boolean).join(" · ");
  return [`  ✔ ${name.padEnd(14)} ${words || "ready"}`];
}
