import { resolve } from "node:path";
import ts from "typescript";

/** Asks the compiler: a flip that it refuses never reaches a test. Only the flipped file is looked at. */
export class Compiler {
  #changed = new Map();
  #version = 0;
  #service;

  constructor() {
    const { config } = ts.readConfigFile("tsconfig.json", ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent(
      { ...config, include: [], files: ["lib/cli.ts"] },
      ts.sys,
      ".",
    );
    const roots = [resolve("lib/programs.d.ts")];
    this.#service = ts.createLanguageService({
      getCompilationSettings: () => options,
      getScriptFileNames: () => [...roots, ...this.#changed.keys()],
      getScriptVersion: (name) => (this.#changed.has(name) ? String(this.#version) : "0"),
      getScriptSnapshot: (name) => {
        const text = this.#changed.get(name) ?? ts.sys.readFile(name);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => process.cwd(),
      getDefaultLibFileName: ts.getDefaultLibFilePath,
      fileExists: ts.sys.fileExists,
      readFile: ts.sys.readFile,
      readDirectory: ts.sys.readDirectory,
      directoryExists: ts.sys.directoryExists,
      getDirectories: ts.sys.getDirectories,
    });
  }

  accepts(path, text) {
    const name = resolve(path);
    this.#version++;
    this.#changed = new Map([[name, text]]);
    const errors = this.#service.getSemanticDiagnostics(name);
    this.#changed = new Map();
    return errors.length === 0;
  }
}
