import { request } from "node:http";
import { within } from "../../host/deadline.ts";
import { deadline } from "../../host/deadlines.ts";

/** The daemon's own word that it cannot, or will not. */
export class DockerRefusal extends Error {
  readonly statusCode: number | undefined;

  constructor(statusCode: number | undefined, said: string) {
    super(`docker answers ${statusCode}: ${said}`);
    this.statusCode = statusCode;
  }
}

/**
 * One request to a docker daemon, its answer's body as it is. Beside dockerode for what dockerode gets wrong: its helpers change the bytes
 * of logs, its wait never settles where the daemon dies between the head and the body of an answer, and what it asks of images cannot be given up.
 */
export function ask(
  method: "GET" | "POST" | "DELETE",
  socketPath: string,
  path: string,
  signal?: AbortSignal,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const asking = request({ method, socketPath, path, ...(signal && { signal }) }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("error", () => reject(new Error("the docker daemon broke off its answer")));
      answer.once("end", () => {
        const all = Buffer.concat(parts);
        if (answer.statusCode === 200) resolve(all);
        else reject(new DockerRefusal(answer.statusCode, all.toString("utf8").trim()));
      });
    });
    asking.on("error", reject);
    asking.end();
  });
}

/**
 * What a daemon answers, while there is a hope that it does. A request that nobody waits for any more is given up: else it would keep this process
 * from ending.
 * @param what completes the sentence "… did not happen within 60 s"
 * @throws DeadlineError
 */
export async function answered<T>(
  what: string,
  request: (abortSignal: AbortSignal) => Promise<T>,
  milliseconds = deadline("answer of the docker daemon"),
): Promise<T> {
  const over = new AbortController();
  try {
    return await within(request(over.signal), milliseconds, what);
  } catch (error) {
    over.abort();
    throw error;
  }
}
