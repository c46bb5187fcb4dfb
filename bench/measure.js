import { spawnSync } from "node:child_process";

const LONGEST = 300_000; // Milliseconds: what takes longer waits for something that does not come.

/** Seconds that a command takes. @throws where it fails, or does not end */
export function run(program, words, { input = "", env = process.env, codes = [0] } = {}) {
  const began = performance.now();
  const { status, stderr, error } = spawnSync(program, words, {
    ...{ input, env, encoding: "utf8", maxBuffer: 2 ** 28, timeout: LONGEST },
  });
  if (!codes.includes(status))
    throw new Error(
      `${[program, ...words].join(" ")}: ${error?.message ?? `exited with ${status}`}: ${stderr}`,
    );
  return (performance.now() - began) / 1000;
}

/** The commands in turn, so that a machine that is slow today is slow for all; the seconds of each. */
export function interleave(times, ...commands) {
  const walls = commands.map(() => []);
  for (let i = 0; i < times; i++) for (const [k, command] of commands.entries()) walls[k].push(command());
  return walls;
}

export function report(what, value, sign, goal, detail) {
  const met = sign === "≤" ? value <= goal : value >= goal;
  process.stdout.write(
    `${what.padEnd(40)} ${value.toFixed(2).padStart(7)}  goal ${sign} ${goal}  ${met ? "met   " : "MISSED"}  ${detail}\n`,
  );
}

/** One command's time over another's, in the median round: a machine that is slow for a while is slow for both. */
export function reportRatio(what, [one, other], sign, goal) {
  const ratios = one.map((time, round) => time / other[round]);
  report(what, median(ratios), sign, goal, `${seconds(one)} / ${seconds(other)}`);
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function seconds(values) {
  return `${median(values).toFixed(3)} s`;
}
