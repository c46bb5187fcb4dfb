import { readFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { packageRoot } from "../../lib/package-root.ts";
import "../fixtures/plain-children.ts";
import { changesPage } from "../../scripts/baselines/changes-page.js";
import { pages } from "../../scripts/baselines/write.js";

t.test("the pages are those that the baselines give", async (t) => {
  for (const [name, text] of Object.entries(pages()))
    t.equal(
      readFileSync(join(packageRoot, "reports", name), "utf8"),
      text,
      `${name}: run node scripts/baselines/write.js`,
    );
});

t.test("an explanation of what did not change is found", async (t) => {
  t.throws(() => changesPage("debian-12", "debian-13", []), /changes\.yaml: these explain nothing: /);
});

t.test("whatever a runtime breaks has its reason", async (t) => {
  t.notMatch(pages()["broken.md"], /unexplained/);
});
