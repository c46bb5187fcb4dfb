import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { accessSync, constants, statSync } from "node:fs";
import { resolve } from "node:path";
import type { Detection, Missing } from "../../detection.ts";
import { DeadlineError } from "../../errors.ts";
import { within } from "../../host/deadline.ts";
import { deadline } from "../../host/deadlines.ts";
import { helperEnvironment } from "../../host/helper-process.ts";
import { drivenIn, type MountNamespace } from "../../host/namespace.ts";
import { ProcessGroup } from "../../host/process-group.ts";
import { findProgram } from "../../host/programs.ts";
import { type SpawnError, startProcess } from "../../host/start-process.ts";
import { crunRefusal } from "./cgroups.ts";
import { whyNotRootless } from "./rootless.ts";

/** What a binary says of itself by --version, as far as it matters how it is driven. */
export interface Identity {
  /** `runc`, `crun`, `runsc`, `youki`, or whatever a vendor calls it. */
  readonly kind: string;
  readonly version: string;
}

/** A name is looked up as helpers find programs, a path is taken from the working directory; null where there is nothing. */
export function findRuntime(base: string): string | null {
  return base.includes("/") ? resolve(base) : findProgram(base);
}

/** Whether it can be used here, and what it is. Starts it with --version and nothing else. */
export async function detectBinary(
  base: string,
  namespace: MountNamespace,
): Promise<{ detection: Detection; kind?: string }> {
  const path = findRuntime(base);
  if (!path) return missing(`there is no ${base} on this machine`, install(base));
  const trouble = notExecutable(path);
  if (trouble) return missing(trouble, "name an executable file of an OCI runtime, such as ./runc");
  const identity = await identify(path, drivenIn(namespace));
  if (typeof identity === "string") return missing(`${base} is no OCI runtime: ${identity}`, NAME_ANOTHER);
  const refusal = identity.kind === "crun" ? crunRefusal() : null;
  const detection =
    refusal ??
    (await whyNotRootless(identity.kind, namespace)) ??
    ({ found: true, version: identity.version, path } as const);
  return { detection, kind: identity.kind };
}

/** Asks it once; a sentence's end where it is no OCI runtime. @param driven words before a command of whoever is to use it */
export async function identify(path: string, driven: readonly string[] = []): Promise<Identity | string> {
  const said = await versionOf([...driven, path, "--version"]);
  if (typeof said !== "object") return said;
  // What runc, crun, runsc and youki print: `NAME version V`, then `commit:` or `spec:` lines.
  const version = /^(\S+) version (\S+)\s*$/m.exec(said.text);
  const commit = /^\s*commit:\s*(\S+)/m.exec(said.text)?.[1];
  if (!version || !/^\s*(commit|spec):/m.test(said.text)) return "its --version names no runtime and commit";
  return {
    kind: version[1] as string,
    version: [version[2], commit && `commit ${commit}`].filter(Boolean).join(" "),
  };
}

const MOST_TEXT = 65_536;
const NAME_ANOTHER = "name an OCI runtime such as runc or crun";

async function versionOf(words: readonly string[]): Promise<{ text: string } | string> {
  let child: ChildProcess;
  try {
    child = await startProcess(words, {
      stdio: ["ignore", "pipe", "ignore"],
      env: helperEnvironment,
      detached: true, // Whatever it is, it may have started something; its process group ends with it.
    });
  } catch (error) {
    return `it cannot be started (${(error as SpawnError).reason})`;
  }
  const group = new ProcessGroup(child, helperEnvironment.FD012_LABEL);
  let text = "";
  child.stdout?.setEncoding("utf8").on("data", (part: string) => {
    text = (text + part).slice(-MOST_TEXT);
  });
  try {
    const [code, signal] = await within(
      once(child, "close"),
      deadline("version of a runtime"),
      "the end of --version",
    );
    if (signal) return `its --version was killed by ${signal}`;
    return code === 0 ? { text } : `its --version exits with ${code}`;
  } catch (error) {
    if (!(error instanceof DeadlineError)) throw error;
    return `its --version did not end within ${deadline("version of a runtime") / 1000} s`;
  } finally {
    group.kill();
  }
}

function notExecutable(path: string): string | null {
  try {
    if (!statSync(path).isFile()) return `${path} is not a file`;
    accessSync(path, constants.X_OK);
    return null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return `there is no ${path}`;
    return `${path} cannot be executed (${code})`;
  }
}

function install(base: string): string {
  return base === "youki" ? "download a release of youki-dev/youki" : `apt-get install ${base}`;
}

function missing(reason: string, remedy: string): { detection: Missing } {
  return { detection: { found: false, reason, remedy } };
}
