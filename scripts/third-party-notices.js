// The licences of other packages whose code the bundle holds, which all demand that their text goes with it.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The text of these names no holder, so that it is the same for every package. */
const WITHOUT_HOLDER = ["BlueOak-1.0.0"];
const STANDARD_TEXTS = join(import.meta.dirname, "licences");
const LICENCE_FILE = /^(licen[cs]e|copying|notice)(\.|-|$)/i;

/**
 * The text of THIRD-PARTY-NOTICES: each package of the bundle with its version, its licence and the licence's text.
 * @param {readonly import("esbuild").Metafile[]} metafiles of everything that was built
 * @throws where a package has no licence text: it may not be shipped so
 */
export function thirdPartyNotices(metafiles) {
  const packages = bundledPackages(metafiles);
  const notices = packages.map((one) => noticeOf(one, packages));
  return `fd012 contains code of these packages.\n\n${notices.join(`\n${"-".repeat(80)}\n\n`)}`;
}

/**
 * Sorted by name and version; one that is installed twice in one version is named once.
 * @param {readonly import("esbuild").Metafile[]} metafiles
 */
export function bundledPackages(metafiles) {
  const inputs = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs)),
  );
  const directories = new Set(inputs.flatMap((path) => directoryOf(path) ?? []));
  const packages = [...directories].map(packageIn);
  const unique = new Map(packages.map((one) => [`${one.name} ${one.version}`, one]));
  return [...unique.keys()].sort().map((key) => unique.get(key));
}

/** @param {string} path of a file, relative to the project */
function directoryOf(path) {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
}

function packageIn(directory) {
  const { name, version, license, author } = JSON.parse(
    readFileSync(join(directory, "package.json"), "utf8"),
  );
  const files = readdirSync(directory).filter((file) => LICENCE_FILE.test(file));
  const text = files
    .sort()
    .map((file) => readFileSync(join(directory, file), "utf8").replaceAll("\r", "").trim())
    .join("\n\n");
  return {
    ...{ name, version, licence: license, text: text || textInReadme(directory) },
    author: author?.name ?? author,
  };
}

/** What a README has below its heading "License", where that is the whole text. */
function textInReadme(directory) {
  const file = readdirSync(directory).find((name) => /^readme(\.|$)/i.test(name));
  const sections = file ? readFileSync(join(directory, file), "utf8").split(/^#+ */m) : [];
  const text = sections.find((section) => /^licen[cs]e\n/i.test(section))?.replace(/^.*\n/, "");
  return text?.includes("Permission is hereby granted") ? text.trim() : "";
}

function noticeOf({ name, version, licence, text, author }, packages) {
  const words = text || standardText(licence, packages) || namedText(licence, author);
  if (!words) throw new Error(`${name} ${version} (${licence}) has no licence text, so it cannot be bundled`);
  return `${name} ${version}\nLicence: ${licence}\n\n${words}\n`;
}

// The shortest: others say something of their package before it.
function standardText(licence, packages) {
  if (!WITHOUT_HOLDER.includes(licence)) return undefined;
  const texts = packages.flatMap((one) => (one.licence === licence && one.text !== "" ? [one.text] : []));
  return texts.sort((a, b) => a.length - b.length)[0];
}

/** The text of a licence that a package.json names without it, whose holder is the author that it names. */
function namedText(licence, author) {
  const file = join(STANDARD_TEXTS, `${licence}.txt`);
  return author && existsSync(file)
    ? `Copyright (c) ${author}\n\n${readFileSync(file, "utf8").trim()}`
    : undefined;
}
