import { Explanations, whyText } from "./explanations.js";

const REASONS = "scripts/baselines/broken.yaml";
const LONGEST = 300;

/**
 * What the runtimes break, and why, as a page of GitHub Flavored Markdown: a row for what has one reason.
 * @param {{ title: string, runs: { name: string, run: object }[] }[]} releases
 */
export function brokenPage(releases) {
  const reasons = new Explanations(REASONS);
  const sections = releases.flatMap((release) => section(release, reasons));
  reasons.demandUsed();
  return [
    "# What the runtimes break",
    "",
    "Claims that a runtime as its distribution ships it does not keep, with the reason and, where there is one, the upstream report. Written by",
    `\`node scripts/baselines/write.js\` from the baselines and from \`${REASONS}\`.`,
    ...sections,
    "",
  ].join("\n");
}

function section({ title, runs }, reasons) {
  const rows = runs.flatMap(({ name, run }) => rowsOf(name, run.cases, reasons));
  return [
    "",
    `## ${title}`,
    "",
    "| runtime | claims | cases | seen | why |",
    "|---|---|--:|---|---|",
    ...rows.map(({ name, claims, count, seen, why }) => {
      const names = claims.map((claim) => `\`${claim}\``).join(", ");
      return `| \`${name}\` | ${names} | ${count} | ${seen} | ${why} |`;
    }),
  ];
}

function rowsOf(name, cases, reasons) {
  const rows = new Map();
  for (const one of cases.filter(({ verdict }) => ["broken", "error"].includes(verdict))) {
    const claim = `${one.suite}/${one.test}`;
    const found = reasons.of(name, one);
    const key = found ?? claim;
    const row = rows.get(key) ?? {
      ...{ name, claims: [], count: 0 },
      ...{ seen: textOf(one.reason ?? one.outcome ?? ""), why: whyText(found) },
    };
    if (!row.claims.includes(claim)) row.claims.push(claim);
    row.count++;
    rows.set(key, row);
  }
  return [...rows.values()];
}

function textOf(reason) {
  const text = reason.length > LONGEST ? `${reason.slice(0, LONGEST)}…` : reason;
  return text.replaceAll("|", "\\|").replaceAll("<", "\\<").replaceAll("\n", " ");
}
