import { type Declare, endsBy, reports } from "../../lib/suite.ts";
import { common } from "./words.ts";

/** What is told of its end. */
export function status(test: Declare): void {
  for (const code of [0, 7, 255])
    test(
      `status/${code}`,
      {
        ...common,
        claim: `Exit status ${code} of what is executed is reported as ${code}, and PID 1 ends by its own`,
        cites: ["POSIX wait(): WEXITSTATUS is the low 8 bits of the status", "runc-exec(8), docker exec"],
        byHand: [`execute it, and let it exit with ${code}`, "read the exit status of who executed it"],
      },
      async (t, { start }) => {
        const pid1 = await start();
        reports(t, await (await pid1.exec()).end(code));
        endsBy(t, await pid1.end(3), { kind: "exit", code: 3 });
      },
    );

  for (const signal of ["SIGTERM", "SIGKILL"] as const)
    test(
      `status/${signal}`,
      {
        ...common,
        claim: `A death by ${signal} of what is executed is reported as ${signal} or as 128 + its number, and PID 1 goes on`,
        cites: [
          "POSIX Shell Command Language 2.8.2: a status greater than 128",
          "pid_namespaces(7): PID 1 alone is protected from signals",
        ],
        byHand: [`execute it, and kill -${signal.slice(3)} it`, "read the exit status of who executed it"],
      },
      async (t, { start }) => {
        const pid1 = await start();
        const executed = await pid1.exec();
        await executed.signal(signal);
        reports(t, await executed.ended());
        endsBy(t, await pid1.end(), { kind: "exit", code: 0 });
      },
    );

  test(
    "status/missing",
    {
      ...common,
      claim:
        "A program that is not there is reported by another status than 0, with a word of why, and PID 1 goes on",
      cites: [
        "POSIX Shell Command Language 2.8.2: 127 where a command is not found",
        "docker exec, podman exec, Exit Status: 126 or 127 where the command cannot be executed",
      ],
      byHand: ["execute a program that is not there", "read the exit status of who executed it"],
    },
    async (t, { start, fact }) => {
      const pid1 = await start();
      const { status, said } = await pid1.execute(["/no/such/program"]);
      t.ok(status !== null, "whoever executes it comes to an end", { observed: "it hangs" });
      const isSuccess = status?.kind === "exit" && status.code === 0;
      t.ok(!isSuccess, "no success is reported", { observed: "exit 0 is reported" });
      t.ok(said.trim() !== "", "it is said why", { observed: "nothing is said" });
      if (status?.kind === "exit") fact("reported exit", status.code);
      endsBy(t, await pid1.end(3), { kind: "exit", code: 3 });
    },
  );
}
