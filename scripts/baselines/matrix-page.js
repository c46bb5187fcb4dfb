const SIGNS = { held: "✔", recorded: "●", broken: "✘", error: "‼", skip: "·" };
const HARMED = "▲";

/** Every case of every runtime, as a page of GitHub Flavored Markdown. @param runs by runtime: { name, run } */
export function matrixPage(runs, changesFile) {
  const { machine, suites, suite: version } = runs[0].run.head;
  const names = runs.map(({ name }) => name);
  return [
    "# How the runtimes of Debian 12 wire fds 0, 1 and 2",
    "",
    `Measured by fd012 ${version} on Linux ${machine.kernel} (${machine.architecture}), ${machine.libc}, node ${machine.node}, cgroup ${machine.cgroup}, ` +
      `as root. Written by \`node scripts/baselines/write.js\` from the runs in [baselines/](baselines); [what Debian 13 changes](${changesFile}); [what is broken, and why](broken.md); [what each fault does](faults.md). The same as pages, with each runtime's history: [site/index.html](site/index.html).` +
      (names.includes("haconiwa") ? " `haconiwa` is of no Debian, and was built from its sources." : ""),
    "",
    "| runtime | version | held | recorded | of these harmed | broken | skipped |",
    "|---|---|--:|--:|--:|--:|--:|",
    ...runs.map(({ name, run }) => {
      const { held, recorded, harmed, broken, error, skip } = run.tail.counts;
      const counts = [held, recorded, harmed, broken + error, skip];
      return `| \`${name}\` | ${run.head.runtimes[name]} | ${counts.join(" | ")} |`;
    }),
    "",
    "✔ the claim held · ● what happened was recorded, and nobody was harmed · ▲ held or recorded, with the harms that are named · ✘ the claim is broken ·",
    "· was skipped. Then: how PID 1 ended, what the runtime reported where that was something else, and the bytes that write(2) acknowledged and no log holds.",
    "`fd012 explain TEST` shows a claim and its sources.",
    ...Object.entries(suites).flatMap(([suite, title]) => suiteLines(suite, title, runs, names)),
    "",
  ].join("\n");
}

function suiteLines(suite, title, runs, names) {
  const rows = rowsOf(suite, runs);
  if (rows.length === 0) return [];
  return [
    "",
    `## ${suite}: ${title}`,
    "",
    `| test | fds 1 and 2 · log | ${names.map((name) => `\`${name}\``).join(" | ")} |`,
    `|---|---|${names.map(() => "---|").join("")}`,
    ...rows.map(({ test, way, cells }) => `| ${test} | ${way} | ${cells.map(cellText).join(" | ")} |`),
  ];
}

/** Rows in which at least one runtime ran. */
function rowsOf(suite, runs) {
  const rows = new Map();
  const images = new Map();
  for (const { test, image } of runs.flatMap(({ run }) => run.cases.filter((each) => each.suite === suite)))
    images.set(test, (images.get(test) ?? new Set()).add(image));
  const isOneOfSeveral = ({ test }) => images.get(test).size > 1;
  for (const [index, { run }] of runs.entries()) {
    for (const one of run.cases.filter((each) => each.suite === suite)) {
      const way = [one.strategy, one.filesystem, ...(isOneOfSeveral(one) ? [one.image] : [])].join(" · ");
      const key = `${one.test} ${way}`;
      const row = rows.get(key) ?? { test: one.test, way, cells: runs.map(() => null) };
      row.cells[index] = one;
      rows.set(key, row);
    }
  }
  return [...rows.values()].filter(({ cells }) => cells.some((one) => one && one.verdict !== "skip"));
}

function cellText(one) {
  if (!one || one.verdict === "skip") return SIGNS.skip;
  const shown = (one.outcome ?? "")
    .split(" · ")
    .filter((part) => !["lost 0", "no log", "stale-abort", "abort"].includes(part))
    .map((part) => part.replace(/exit (\d+)/, "$1").replace(/signal SIG/, ""));
  const harms = [...new Set(one.harms.map(({ harm }) => harm))];
  const isGood = one.verdict === "held" || one.verdict === "recorded";
  const sign = isGood && harms.length > 0 ? HARMED : SIGNS[one.verdict];
  return [sign, shown.join(", "), harms.length > 0 ? `**${harms.join(", ")}**` : ""]
    .filter(Boolean)
    .join(" ");
}
