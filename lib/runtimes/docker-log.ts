import { fstatSync, readSync } from "node:fs";
import { request } from "node:http";
import type { LogPaths, Stdio } from "../strategies/strategy.ts";

type StreamName = keyof LogPaths;

/**
 * What a docker daemon makes of fds 1 and 2: pipes of containerd's shim, from which it copies into its json-file log. The log lives
 * in its own directory, so what was stored is read there, and what `docker logs` would say is asked for apart from it.
 */
export class DockerLog implements Stdio {
  readonly sources = [{ kind: "null" }, { kind: "null" }, { kind: "null" }] as const;
  readonly expected = [{ kind: "null" }, writeEnd, writeEnd] as const;
  #container: { path: string; socket: string; id: string } | null = null;
  readonly #said = new Map<StreamName, Promise<Buffer>>();

  /** Called once the container runs. @param path of its log, as inspect tells it */
  belongsTo(container: { path: string; socket: string; id: string }): void {
    this.#container = container;
  }

  files(): LogPaths {
    const path = this.#container?.path ?? "";
    return { stdout: path, stderr: path };
  }

  async stored(stream: StreamName, held: Readonly<Record<StreamName, number>>): Promise<Buffer> {
    return ofStream(stream, wholeFile(held[stream]));
  }

  /** Read once: after the container's removal there is nothing to ask. */
  delivered(stream: StreamName): Promise<Buffer> {
    let said = this.#said.get(stream);
    if (!said) {
      said = logsOf(this.#container?.socket ?? "", this.#container?.id ?? "", stream);
      said.catch(() => {}); // Whoever asks is told; nobody need.
      this.#said.set(stream, said);
    }
    return said;
  }

  /** Before the container is removed, and with it what could be asked. */
  async readNow(): Promise<void> {
    await Promise.allSettled([this.delivered("stdout"), this.delivered("stderr")]);
  }

  passed(): void {}
  async drained(): Promise<void> {} // The daemon reports an end once it has copied everything.
  async close(): Promise<void> {}
}

const writeEnd = { kind: "pipe", access: "write", append: false, nonblock: false } as const;

/** One stream of a json-file log: objects of one line each, `{"log":"…","stream":"stdout","time":"…"}`. */
export function ofStream(stream: StreamName, log: Buffer): Buffer {
  const parts: Buffer[] = [];
  const mark = `"stream":"${stream}"`;
  for (const line of log.toString("utf8").split("\n").slice(0, -1)) {
    if (!line.includes(mark)) continue;
    const entry = parsed(line);
    if (entry?.stream === stream && typeof entry.log === "string") parts.push(Buffer.from(entry.log));
  }
  return Buffer.concat(parts);
}

// A line that was cut is nobody's output.
function parsed(line: string): { log?: unknown; stream?: unknown } | null {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function wholeFile(fd: number): Buffer {
  const bytes = Buffer.alloc(fstatSync(fd).size);
  let at = 0;
  for (let n = -1; n !== 0 && at < bytes.length; at += n) n = readSync(fd, bytes, at, bytes.length - at, at);
  return bytes.subarray(0, at);
}

/** What `docker logs` gives of a stream, read from the daemon's socket without a helper that could change it. */
async function logsOf(socketPath: string, id: string, stream: StreamName): Promise<Buffer> {
  const path = `/containers/${id}/logs?${stream}=1`;
  const body = await new Promise<Buffer>((resolve, reject) => {
    const asking = request({ socketPath, path, timeout: LOGS_DEADLINE }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.once("error", reject);
      answer.once("end", () => {
        const all = Buffer.concat(parts);
        if (answer.statusCode === 200) resolve(all);
        else reject(new Error(`docker logs: ${all.toString("utf8").trim()}`));
      });
    });
    asking.once("timeout", () => asking.destroy(new Error("docker logs: the daemon does not answer")));
    asking.once("error", reject);
    asking.end();
  });
  return unframed(body);
}

const LOGS_DEADLINE = 10_000;
const HEADER = 8;

/** Docker Engine API, "Stream format": a header of 8 bytes, the last four of which are the length of what follows. */
export function unframed(body: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at + HEADER <= body.length; ) {
    const end = at + HEADER + body.readUInt32BE(at + 4);
    parts.push(body.subarray(at + HEADER, end));
    at = end;
  }
  return Buffer.concat(parts);
}
