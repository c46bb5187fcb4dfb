import { execFileSync } from "node:child_process";
import t from "tap";
import { quoted } from "../../lib/host/shell-words.ts";

t.test("plain words stay readable", async (t) => {
  for (const word of ["node", "/fd012/go", "a=b", "--user", "v1.2,x:y@z%w+"]) t.equal(quoted(word), word);
});

t.test("a shell reads any word back as it was", async (t) => {
  const words = ["", " ", "it's", '"', "$HOME", "`id`", "a\nb", "\\", "*", "~", "'; exit 1; '", "!", "é"];
  const said = execFileSync("sh", ["-c", `printf '%s\\0' ${words.map(quoted).join(" ")}`], {
    encoding: "utf8",
  });
  t.same(said.split("\0").slice(0, -1), words);
});
