import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * One run of tap.
 * @param words files, directories, options
 * @param when `print at once`, or `print at the end`: then its output is printed by nobody but the caller
 * @returns its exit code (1 where a signal ended it), its output, and its own count of assertions
 */
export async function tapRun(words, typescript, when) {
  const directory = mkdtempSync(join(tmpdir(), "test-of-fd012-"));
  const file = join(directory, "output.tap");
  const isPrinted = when === "print at once";
  const toTerminal = isPrinted && process.stdout.isTTY;
  const tap = spawn(
    "npx",
    ["--no", "tap", "run", ...(toTerminal ? [`--output-file=${file}`] : []), ...words],
    {
      stdio: ["ignore", toTerminal ? "inherit" : "pipe", "inherit"],
      env: { ...process.env, NODE_OPTIONS: typescript },
    },
  );
  let output = "";
  tap.stdout?.setEncoding("utf8").on("data", (text) => {
    if (isPrinted) process.stdout.write(text);
    output += text;
  });
  const [code] = await once(tap, "close");
  if (toTerminal && code !== null) output = readFileSync(file, "utf8");
  rmSync(directory, { recursive: true });
  return { code: code ?? 1, output, counts: countsIn(output) };
}

/** A comment near the end: `# { total: 7, pass: 6, skip: 1 }`. */
function countsIn(output) {
  const last = [...output.matchAll(/^# \{ (total: .*) \}$/gm)].at(-1)?.[1] ?? "";
  return Object.fromEntries([...last.matchAll(/(\w+): (\d+)/g)].map(([, name, n]) => [name, Number(n)]));
}
