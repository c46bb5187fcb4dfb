// Writes reports/site/ (site.js), reports/README.md, the picture of the score, the pages of faults, of what two releases change and of what is broken, from the
// baselines that stand beside them; --check says whether
// they are as they would be written, and writes nothing. Uses the built program (npm run build).
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { differing, siteFiles, writeSite } from "../site.js";
import { brokenPage } from "./broken-page.js";
import { changesPage, title } from "./changes-page.js";
import { faultsPage } from "./faults-page.js";
import { matrixPage } from "./matrix-page.js";
import { scorePicture } from "./score-picture.js";

const REPORTS = "reports";
const [OLDER, NEWER] = ["debian-12", "debian-13"];

/** Text by file name. */
export function pages() {
  return {
    "README.md": matrixPage(runsOf(OLDER), `${OLDER}-to-13.md`),
    "faults.md": faultsPage([...runsOf(OLDER), ...runsOf(`${OLDER}-rootless`)]),
    "score.svg": scorePicture(runsOf(OLDER)),
    "broken.md": brokenPage([OLDER, NEWER].map((name) => ({ title: title(name), runs: runsOf(name) }))),
    [`${OLDER}-to-13.md`]: changesPage(OLDER, NEWER, pairs()),
  };
}

function runsOf(release) {
  const directory = join(REPORTS, "baselines", release);
  return readdirSync(directory)
    .filter((name) => name.endsWith(".json"))
    .map((name) => ({
      name: basename(name, ".json"),
      run: JSON.parse(readFileSync(join(directory, name), "utf8")),
    }));
}

/** Baselines of the runtimes that both releases have. */
function pairs() {
  return runsOf(NEWER).map(({ name }) => ({
    name,
    paths: [OLDER, NEWER].map((release) => join(REPORTS, "baselines", release, `${name}.json`)),
  }));
}

if (process.argv[1] === import.meta.filename) {
  const isCheck = process.argv.includes("--check");
  for (const [name, text] of Object.entries(pages())) {
    const path = join(REPORTS, name);
    if (existsSync(path) && readFileSync(path, "utf8") === text) continue;
    if (isCheck) {
      process.stderr.write(`${path} is not what scripts/baselines/write.js would write: run it.\n`);
      process.exitCode = 1;
    } else writeFileSync(path, text);
  }
  const [site, files] = [join(REPORTS, "site"), await siteFiles()];
  if (!isCheck) writeSite(files, site);
  for (const path of differing(files, site)) {
    process.stderr.write(`${join(site, path)} is not what scripts/site.js would write: run it.\n`);
    process.exitCode = 1;
  }
}
