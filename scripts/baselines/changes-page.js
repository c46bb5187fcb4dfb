import { execFileSync } from "node:child_process";
import { Explanations, whyText } from "./explanations.js";

const REASONS = "scripts/baselines/changes.yaml";

/**
 * What one release does otherwise than another, as a page of GitHub Flavored Markdown.
 * @param {string} older @param {string} newer
 * @param {{ name: string, paths: string[] }[]} pairs baselines of one runtime, of the older release and of the newer
 */
export function changesPage(older, newer, pairs) {
  const reasons = new Explanations(REASONS);
  const compared = pairs.map(({ name, paths }) => ({ name, comparison: compare(paths) }));
  const sections = compared.flatMap((one) => section(one, reasons));
  reasons.demandUsed();
  return [
    `# What changed from ${title(older)} to ${title(newer)}`,
    "",
    `The same claims on the runtimes of both releases, on one machine and one kernel. Written by \`node scripts/baselines/write.js\`; see it again by`,
    `\`fd012 compare reports/baselines/${older}/crun.json reports/baselines/${newer}/crun.json\`.`,
    "",
    "| runtime | versions | worse | different | better | same |",
    "|---|---|--:|--:|--:|--:|",
    ...compared.map(({ name, comparison: { facts, counts } }) => {
      const { before, after } = facts.find((fact) => fact.name === name);
      return `| \`${name}\` | ${before} → ${after} | ${counts.worse} | ${counts.different} | ${counts.better} | ${counts.same} |`;
    }),
    ...sections,
    "",
  ].join("\n");
}

function compare(paths) {
  try {
    return JSON.parse(
      execFileSync(process.execPath, ["dist/cli.js", "compare", ...paths, "--format", "json"], {
        encoding: "utf8",
        maxBuffer: 1e9,
      }),
    );
  } catch (error) {
    if (error.status !== 1) throw error; // 1: something is worse.
    return JSON.parse(error.stdout);
  }
}

function section({ name, comparison: { cases } }, reasons) {
  const changed = cases.filter(({ change }) => change !== "same");
  if (changed.length === 0) return [];
  return [
    "",
    `## ${name}`,
    "",
    "| change | case | before | after | why |",
    "|---|---|---|---|---|",
    ...changed.map((one) => {
      const sides = [one.before, one.after].map((side) => (side ? sideText(side) : "—"));
      return `| **${one.change}** | \`${one.name.replace(/ +/g, " ")}\` | ${sides.join(" | ")} | ${whyText(reasons.of(name, one.after ?? one.before))} |`;
    }),
  ];
}

function sideText({ verdict, outcome, harms, reason }) {
  return [verdict, outcome, harms.map(({ harm }) => `▲ ${harm}`).join(" "), reason]
    .filter(Boolean)
    .join(" · ")
    .replaceAll("|", "\\|");
}

export function title(release) {
  return release.replace("debian-", "Debian ");
}
