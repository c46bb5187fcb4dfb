// Whether what is tagged may be released: node scripts/release/check.js TAG OWNER/NAME. The tag is the package's version, and package.json names
// the repository that releases it, without which npm takes no provenance.
import { readFileSync } from "node:fs";

const [tag, repository] = process.argv.slice(2);
const { version, repository: named } = JSON.parse(readFileSync("package.json", "utf8"));
const wrong = [
  tag === `v${version}` ? [] : `the tag is ${tag}, and package.json has version ${version}`,
  named.url === `git+https://github.com/${repository}.git`
    ? []
    : `the repository is ${repository}, and package.json names ${named.url}`,
].flat();
for (const one of wrong) process.stderr.write(`fd012: not released: ${one}\n`);
process.exitCode = wrong.length > 0 ? 1 : 0;
