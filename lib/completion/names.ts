import type { Command } from "commander";
import { after, type Candidate, FILES, type Offer, offered } from "./candidate.ts";

// Each table is loaded when it is asked for: a TAB that completes an option waits for none of them.

const named = (table: readonly { readonly name: string; readonly summary: string }[]): Candidate[] =>
  table.map(({ name, summary }) => ({ word: name, summary }));

const bare = (words: readonly string[]): Candidate[] => words.map((word) => ({ word, summary: "" }));

async function runtimes(): Promise<Candidate[]> {
  const { families } = await import("../runtimes/table.ts");
  return families.flatMap(({ names, summary }) => names.map((word) => ({ word, summary })));
}

export async function runtime(typed: string): Promise<Offer> {
  return offered(await runtimes(), typed);
}

/** `[NAME=]BASE[@LOG][+OCI]` or `[NAME=]./PATH`. */
export async function runtimeSpec(typed: string): Promise<Offer> {
  const [, name = "", base = ""] = /^([\w.-]+=)?(.*)$/s.exec(typed) ?? [];
  if (/^[./~]/.test(base)) return after(name, FILES);
  const [, engine = "", oci] = /^([^+]*\+)(.*)$/s.exec(base) ?? [];
  if (oci !== undefined) return /^[./~]/.test(oci) ? after(name + engine, FILES) : offered([], typed);
  if (!base.includes("@")) return after(name, offered(await runtimes(), base));
  const { families } = await import("../runtimes/table.ts");
  const drivers = families.flatMap(({ names, logs }) =>
    names.flatMap((of) =>
      (logs?.names ?? []).map((log) => ({ word: `${of}@${log}`, summary: "log driver" })),
    ),
  );
  return after(name, offered(drivers, base));
}

export async function strategy(typed: string): Promise<Offer> {
  return offered(named((await import("../strategies/table.ts")).strategies), typed);
}

export async function filesystem(typed: string): Promise<Offer> {
  return offered(named((await import("../filesystems/table.ts")).filesystems), typed);
}

/** Fixed names alone: any version can be asked for, and no registry is asked for a TAB. */
export async function image(typed: string): Promise<Offer> {
  const { images } = await import("../images/table.ts");
  const all = images.flatMap(({ name, defaults, summary }) =>
    [...new Set([name, ...defaults])].map((word) => ({ word, summary })),
  );
  return offered(all, typed);
}

export async function required(typed: string): Promise<Offer> {
  const { filesystems } = await import("../filesystems/table.ts");
  const trace = { word: "kernel-trace", summary: "the kernel's word on how PID 1 ended" };
  return offered([...(await runtimes()), ...named(filesystems), trace], typed);
}

/** `NAME[=FILE]`. */
export async function reporter(typed: string): Promise<Offer> {
  const at = typed.indexOf("=");
  if (at !== -1) return after(typed.slice(0, at + 1), FILES);
  return offered(named((await import("../reporters/table.ts")).reporters), typed);
}

/** Several, separated by commas. */
export async function harms(typed: string): Promise<Offer> {
  const before = typed.slice(0, typed.lastIndexOf(",") + 1);
  const given = new Set(before.split(","));
  const { HARMS } = await import("../results/harm-names.ts");
  const left = HARMS.filter((name) => !given.has(name));
  return after(before, offered(bare(left), typed.slice(before.length)));
}

export async function format(typed: string, command: Command): Promise<Offer> {
  const { formatNames } =
    command.name() === "history"
      ? await import("../commands/history.ts")
      : await import("../commands/compare.ts");
  return offered(bare(formatNames), typed);
}

export async function order(typed: string): Promise<Offer> {
  return offered(bare((await import("../history/schema.ts")).AXES), typed);
}

/** How a container of each engine is named; what runs is not asked for. */
export function target(typed: string): Offer {
  return offered(bare(["docker:", "podman:", "containerd:"]), typed);
}

export async function shell(typed: string): Promise<Offer> {
  return offered(bare((await import("./scripts.ts")).shells.map(({ name }) => name)), typed);
}
