import { request } from "node:http";

/**
 * One request to a docker daemon, its answer's body as it is. Beside dockerode for what dockerode gets wrong: its helpers change the bytes
 * of logs, and its wait never settles where the daemon dies between the head and the body of an answer.
 */
export function ask(method: "GET" | "POST", socketPath: string, path: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const asking = request({ method, socketPath, path }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("error", () => reject(new Error("the docker daemon broke off its answer")));
      answer.once("end", () => {
        const all = Buffer.concat(parts);
        if (answer.statusCode === 200) resolve(all);
        else reject(new Error(`docker answers ${answer.statusCode}: ${all.toString("utf8").trim()}`));
      });
    });
    asking.on("error", reject);
    asking.end();
  });
}
