import t from "tap";
import { needs } from "../requirement.ts";
import { allPages } from "./fixtures/page.ts";
import { showsWhatIsPrinted } from "./fixtures/shows.ts";

const page = allPages().find(({ name }) => name === "docs/nfs.md");
const asked = needs("qemu", ...(page?.needs ?? []));
t.test("docs/nfs.md: each command is run, and prints what is shown", asked, async (t) => {
  if (page) showsWhatIsPrinted(t, page);
  t.ok(page && page.commands.length > 0);
});
