// Writes types/: what the compiler needs to know of `fd012/suite` and `fd012/runtime`, and nothing that a reader would have to install
// for it but @types/node. The files are those that the entries lead to; types that come from zod's schemas are written out.
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [FRESH, FORMER, HOME] = ["types.fresh", "types.former", "types"].map((name) => join(root, name));
const entries = ["lib/entries/suite", "lib/entries/runtime"];

const config = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile).config;
const { options, errors } = ts.convertCompilerOptionsFromJson(
  { ...config.compilerOptions, noEmit: false, declaration: true, emitDeclarationOnly: true, rootDir: "." },
  root,
);
const program = ts.createProgram(
  entries.map((entry) => join(root, `${entry}.ts`)),
  options,
);
const checker = program.getTypeChecker();
const declared = emitted();
const wanted = reached(entries);

for (const directory of [FRESH, FORMER]) rmSync(directory, { recursive: true, force: true });
for (const [name, text] of wanted) {
  const file = join(FRESH, `${name}.d.ts`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
if (ts.sys.directoryExists(HOME)) renameSync(HOME, FORMER);
renameSync(FRESH, HOME);
rmSync(FORMER, { recursive: true, force: true });

/** Text by path in this package, without suffix. @throws where the sources are not sound */
function emitted() {
  const files = new Map();
  const { diagnostics } = program.emit(undefined, (file, text, _mark, _onError, [source] = []) => {
    const name = posix.relative(root, file).replace(/\.d\.c?ts$/, "");
    files.set(name, /from "zod/.test(text) ? writtenOut(source) : asPublished(text));
  });
  const [trouble] = [...errors, ...diagnostics];
  if (trouble) throw new Error(ts.flattenDiagnosticMessageText(trouble.messageText, "\n"));
  return files;
}

/** The sources name each other as they are; who reads declarations asks for what was made of them. */
function asPublished(text) {
  return text.replace(/(["'])(\.{1,2}\/[^"']+)\.ts\1/g, "$1$2.js$1");
}

/** The types of a file in full; of its values, which are schemas, only that they are there. */
function writtenOut(source) {
  const lines = source.statements.filter(isExported).flatMap((one) => {
    if (ts.isVariableStatement(one))
      return one.declarationList.declarations.map(
        ({ name }) => `export declare const ${name.text}: unknown;`,
      );
    if (!ts.isTypeAliasDeclaration(one)) return [];
    return one.typeParameters ? one.getText(source) : `export type ${one.name.text} = ${inFull(one)};`;
  });
  return `${lines.join("\n")}\n`;
}

function isExported(statement) {
  return (
    ts.canHaveModifiers(statement) &&
    ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}

function inFull(alias) {
  const flags = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.InTypeAlias;
  return checker.typeToString(checker.getTypeAtLocation(alias), undefined, flags);
}

/** What the entries lead to. @throws where that is a package of another's */
function reached(names) {
  const found = new Map();
  const queue = [...names];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (found.has(name)) continue;
    const text = declared.get(name);
    if (text === undefined) throw new Error(`nothing was declared for ${name}`);
    found.set(name, text);
    for (const [, target] of text.matchAll(/(?:from|import\() ?["']([^"']+)["']/g)) {
      if (target.startsWith("node:")) continue;
      if (!target.startsWith(".")) throw new Error(`${name} tells of a type of ${target}`);
      queue.push(posix.join(posix.dirname(name), target).replace(/\.js$/, ""));
    }
  }
  return found;
}
