import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, copyFileSync, mkdirSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MachineError } from "../errors.ts";
import { quoted } from "../host/shell-words.ts";
import { packageRoot } from "../package-root.ts";
import type { Module } from "./modules.ts";

/** What a guest starts from. */
export interface GuestContent {
  /** Paths on this machine; the guest gets them under the same names. */
  readonly files: readonly string[];
  /** In the order in which they are loaded. */
  readonly modules: readonly Module[];
  readonly environment: Readonly<Record<string, string>>;
  readonly command: readonly string[];
}

/**
 * Writes an initramfs: two archives behind one another, as the kernel takes them (Documentation/driver-api/early-userspace/buffer-format.rst).
 * Nothing is copied, and no right is needed but to read.
 * @param directory an empty one of the run's own
 * @returns the file
 */
export async function writeInitramfs(directory: string, content: GuestContent): Promise<string> {
  const stage = join(directory, "guest-stage");
  stageGuest(stage, content);
  const file = join(directory, "initramfs.cpio");
  const out = openSync(file, "w");
  try {
    await archive(
      "/",
      content.files.map((path) => path.slice(1)),
      out,
    );
    await archive(stage, ["init", "guest", ...stagedBelow(content)], out);
  } finally {
    closeSync(out);
  }
  return file;
}

function stageGuest(stage: string, { modules, environment, command }: GuestContent): void {
  mkdirSync(join(stage, "guest", "modules"), { recursive: true });
  copyFileSync(join(packageRoot, "images/vm/init"), join(stage, "init"));
  for (const [index, { content }] of modules.entries())
    writeFileSync(join(stage, "guest/modules", moduleFile(index)), content);
  const exports = Object.entries(environment).map(([name, value]) => `export ${name}=${quoted(value)}\n`);
  writeFileSync(join(stage, "guest/environment"), exports.join(""));
  writeFileSync(join(stage, "guest/command"), `exec ${command.join(" ")}\n`);
}

function stagedBelow({ modules }: GuestContent): string[] {
  return [
    "guest/environment",
    "guest/command",
    "guest/modules",
    ...modules.map((_, index) => `guest/modules/${moduleFile(index)}`),
  ];
}

const moduleFile = (index: number) => `${String(index).padStart(3, "0")}.ko`;

async function archive(directory: string, names: readonly string[], out: number): Promise<void> {
  const words = ["-o", "-H", "newc", "--quiet", "-R", "0:0"];
  const cpio = spawn("cpio", words, { cwd: directory, stdio: ["pipe", out, "pipe"] });
  let said = "";
  cpio.stderr?.setEncoding("utf8").on("data", (text) => {
    said += text;
  });
  cpio.stdin?.on("error", () => {}); // It tells by its status.
  cpio.stdin?.end(`${names.join("\n")}\n`);
  const [code] = await once(cpio, "close");
  if (code !== 0)
    throw new MachineError("CPIO", `The virtual machine's file system cannot be packed: ${said.trim()}`);
}
