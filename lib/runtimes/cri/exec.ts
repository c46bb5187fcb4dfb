import { write } from "node:fs";
import { promisify } from "node:util";
import type { Fate } from "../../results/schema.ts";
import type { Source, Stdio } from "../../strategies/strategy.ts";
import type { Executing } from "../runtime.ts";
import { StartFailed } from "../start-errors.ts";
import { Channels } from "./channels.ts";
import type { CriClient, CriRefusal } from "./client.ts";

const STDOUT = 1;
const STDERR = 2;
/** Of a message that says how it ended. */
const STATUS = 3;

/**
 * Executes a program in a container as `kubectl exec` has it done: by the runtime's streaming server, whose bytes are written to fds 1 and 2 of the
 * wiring as they come, and no faster than those are read.
 * @throws StartFailed
 */
export async function executeIn(
  client: CriClient,
  container_id: string,
  words: readonly string[],
  stdio: Stdio,
): Promise<Executing> {
  const request = { container_id, cmd: [...words], tty: false, stdin: false, stdout: true, stderr: true };
  const { url } = await client.ask("Exec", request).catch((error: CriRefusal) => {
    throw new StartFailed(`Exec failed: ${error.message}`, error.message);
  });
  const channels = await Channels.open(url).catch((error: Error) => {
    throw new StartFailed(`${url}: ${error.message}`, error.message);
  });
  let said = "";
  const exited = copied(channels, stdio)
    .catch((error: Error): Fate => ({ kind: "unknown", reason: `the stream broke off: ${error.message}` }))
    .then((fate) => {
      if (fate.kind === "unknown") said = fate.reason;
      stdio.passed(); // Now there is nobody any more who writes.
      return fate;
    });
  return {
    exited,
    said: () => said,
    async kill() {
      channels.close();
    },
  };
}

async function copied(channels: Channels, { sources }: Stdio): Promise<Fate> {
  for await (const { channel, bytes } of channels) {
    if (channel === STATUS) return fateIn(JSON.parse(bytes.toString("utf8")));
    const to = channel === STDOUT || channel === STDERR ? descriptorOf(sources[channel]) : null;
    if (to !== null) await writeAll(to, bytes);
  }
  throw new Error("it has ended without a status");
}

function descriptorOf(source: Source): number | null {
  return source.kind === "descriptor" ? source.fd : null;
}

async function writeAll(fd: number, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length; )
    at += (await promisify(write)(fd, bytes, at, bytes.length - at, null)).bytesWritten;
}

/** Kubernetes' metav1.Status, as the streaming server sends it. */
interface Status {
  readonly status?: string;
  readonly message?: string;
  readonly details?: { readonly causes?: readonly { readonly reason?: string; readonly message?: string }[] };
}

function fateIn({ status, message, details }: Status): Fate {
  if (status === "Success") return { kind: "exit", code: 0 };
  const code = details?.causes?.find(({ reason }) => reason === "ExitCode")?.message;
  if (code !== undefined) return { kind: "exit", code: Number(code) };
  return { kind: "unknown", reason: message ?? "no status was sent" };
}
