import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { packageRoot } from "../../lib/package-root.ts";
import { thirdPartyNotices } from "../../scripts/third-party-notices.js";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

const notices = readFileSync(join(packageRoot, "dist/THIRD-PARTY-NOTICES"), "utf8");

t.test("every package in the bundle is named with its licence's text", async (t) => {
  const directories = packagesNamedByTheBundle();
  t.ok(directories.size > 20, `${directories.size} packages`);
  for (const directory of directories) {
    const { name, version } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
    t.ok(notices.includes(`\n${name} ${version}\nLicence: `), `${name} ${version}`);
    const file = readdirSync(directory).find((entry) => /^licen[cs]e/i.test(entry));
    if (file)
      t.ok(
        notices.includes(readFileSync(join(directory, file), "utf8").replaceAll("\r", "").trim()),
        `${name}'s licence`,
      );
  }
});

t.test("what the report's page is made of is named too", async (t) => {
  t.match(notices, /\npreact \d.*\nLicence: MIT\n\nThe MIT License/);
});

t.test("no package is named without a text", async (t) => {
  const texts = notices.split(/\n-{80}\n\n/);
  for (const text of texts) t.match(text, /\nLicence: .+\n\n(.*\n){5}/);
});

t.test("a package without a licence text is not shipped", async (t) => {
  const project = temporaryDirectory(t);
  const directory = join(project, "node_modules/@them/theirs");
  mkdirSync(directory, { recursive: true });
  const metafile = { inputs: {}, outputs: { "cli.js": { inputs: { [`${directory}/a.js`]: {} } } } } as never;
  writeFileSync(
    join(directory, "package.json"),
    '{"name": "@them/theirs", "version": "1.2.3", "license": "MIT"}',
  );
  t.throws(() => thirdPartyNotices([metafile]), /@them\/theirs 1\.2\.3 \(MIT\) has no licence text/);
  writeFileSync(join(directory, "LICENSE-MIT.txt"), "Do as you like.\n");
  t.match(thirdPartyNotices([metafile]), "@them/theirs 1.2.3\nLicence: MIT\n\nDo as you like.\n");
  rmSync(join(directory, "LICENSE-MIT.txt"));
  writeFileSync(join(directory, "README.md"), "# theirs\n\n## License\n\nMIT\n");
  t.throws(() => thirdPartyNotices([metafile]), /has no licence text/, "a README that names it alone");
  writeFileSync(
    join(directory, "README.md"),
    "# theirs\n\n## License\n\nPermission is hereby granted, etc.\n\n## More\n",
  );
  t.match(thirdPartyNotices([metafile]), "Licence: MIT\n\nPermission is hereby granted, etc.\n");
});

/** By esbuild's own comments above each file in it. */
function packagesNamedByTheBundle(): Set<string> {
  const dist = join(packageRoot, "dist");
  const files = readdirSync(dist).filter((name) => name.endsWith(".js"));
  const paths = files.flatMap((name) => [
    ...readFileSync(join(dist, name), "utf8").matchAll(/^\/\/ (node_modules\/.*)$/gm),
  ]);
  return new Set(
    paths.flatMap(([, path = ""]) => {
      const directory = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
      return directory ? [join(packageRoot, directory)] : [];
    }),
  );
}
