import t from "tap";
import { needs } from "../requirement.ts";
import { allPages } from "./fixtures/page.ts";
import { showsWhatIsPrinted } from "./fixtures/shows.ts";

// nfs.ts runs the commands of the page that starts virtual machines.
for (const page of allPages().filter(({ name, commands }) => commands.length > 0 && name !== "docs/nfs.md"))
  t.test(`${page.name}: each command is run, and prints what is shown`, needs(...page.needs), async (t) => {
    showsWhatIsPrinted(t, page);
  });
