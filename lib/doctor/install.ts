import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline/promises";
import { setTimeout } from "node:timers/promises";
import { MachineError, UsageError } from "../errors.ts";
import { deadline } from "../host/deadlines.ts";
import { helperEnvironment } from "../host/helper-process.ts";
import { knock } from "../runtimes/docker/endpoint.ts";
import { planOf, type Step, whyNot } from "./plan.ts";
import { thisSituation } from "./situation.ts";

/**
 * Installs what is missing, after it was agreed to. Every command is told before it is run, and nothing else is done.
 * @returns false where somebody said no
 * @throws MachineError `NOT_HERE`, `STEP_FAILED`; UsageError `NOBODY_TO_ASK`
 */
export async function install({ yes }: { yes: boolean }): Promise<boolean> {
  const situation = await thisSituation();
  const reason = whyNot(situation);
  if (reason) throw new MachineError("NOT_HERE", reason);
  const plan = planOf(situation);
  if (plan.length === 0) say("nothing is missing");
  else if (!yes && !(await isAgreed(plan))) return false;
  for (const step of plan) await perform(step);
  return true;
}

async function isAgreed(plan: readonly Step[]): Promise<boolean> {
  for (const { why, command } of plan) say(`  ${command}   # ${why}`);
  if (!process.stdin.isTTY) {
    const message = "There is no terminal to ask on: say --yes if these commands are to be run.";
    throw new UsageError("NOBODY_TO_ASK", message);
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question("Run these commands? [y/N] ").finally(() => terminal.close());
  return /^y(es)?$/i.test(answer.trim());
}

async function perform({ command, listens }: Step): Promise<void> {
  say(`+ ${command}`);
  // What the commands print is progress, not data.
  const child = spawn("sh", ["-c", command], {
    stdio: ["ignore", process.stderr, process.stderr],
    env: { ...process.env, ...helperEnvironment }, // A proxy of the caller's is wanted here.
  });
  const [code, signal] = await once(child, "exit");
  if (code !== 0) {
    const end = signal ?? `exit ${code}`;
    throw new MachineError(
      "STEP_FAILED",
      `This command failed (${end}), and nothing after it was run: ${command}`,
    );
  }
  if (listens) await untilAnswered(command, listens);
}

// A daemon tells nobody when it is ready to be asked, so it is asked.
async function untilAnswered(command: string, socket: string): Promise<void> {
  const until = performance.now() + deadline("start of a daemon");
  for (let reason = await knock(socket); reason !== null; reason = await knock(socket)) {
    if (performance.now() > until) {
      const seconds = deadline("start of a daemon") / 1000;
      throw new MachineError(
        "STEP_FAILED",
        `After ${seconds} s nobody answers on ${socket} (${reason}): ${command}`,
      );
    }
    await setTimeout(100);
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
