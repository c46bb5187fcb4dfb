import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { UsageError } from "../errors.ts";
import { findProgram } from "../host/programs.ts";
import { makeRunDirectory, removeRunDirectory } from "../host/run-directory.ts";
import { cacheDirectory } from "../images/cache.ts";
import { imageOf } from "../images/spec.ts";
import type { CaseResult, RunEvent } from "../results/schema.ts";
import { guestFiles } from "../vm/guest-files.ts";
import { runGuest } from "../vm/guest-run.ts";
import { demandCpio, writeInitramfs } from "../vm/initramfs.ts";
import { kernelOf } from "../vm/kernel.ts";
import { modulesFor } from "../vm/modules.ts";
import { accelerator, qemuProgram } from "../vm/qemu.ts";
import { askedReporters } from "./asked-reporters.ts";
import { guestCommand } from "./guest-command.ts";
import { interruptible } from "./interrupt.ts";
import { makeReportDirectory } from "./report-directory.ts";
import { writeRepros } from "./repro-files.ts";
import { openReporters } from "./run-reporters.ts";
import type { RunOptions } from "./selection.ts";

/** MiB. The initramfs stands in it twice for a moment, packed and unpacked. */
const MEMORY = 2048;
/** Besides the time that a case may take: how long the guest may be silent while it boots and packs its image. Milliseconds. */
const PATIENCE = 120_000;
/** An emulated processor is some ten times slower. */
const SLOWER = 5;

const MODULES = "virtio_pci virtio_console fuse overlay nfs nfsv3 nfsv4 nfsd".split(" ");
/** What can be taken along: a program. An engine would have to bring its daemon. */
const PROGRAMS = ["runc", "crun", "bwrap", "unshare"];

/**
 * The word behind --vm is a kernel if it looks like one: a number, or a file; else it is the first pattern, and the kernel the newest.
 */
export function kernelAndPatterns(
  word: string | true,
  patterns: readonly string[],
): { kernel: string | null; patterns: readonly string[] } {
  if (word === true) return { kernel: null, patterns };
  const isKernel = /^\d/.test(word) || /^\.{0,2}\//.test(word) || word.endsWith(".deb") || existsSync(word);
  return isKernel ? { kernel: word, patterns } : { kernel: null, patterns: [word, ...patterns] };
}

/**
 * `fd012 run --vm`: the same run inside a virtual machine that is thrown away. Its results are this run's.
 * @returns the exit code
 */
export async function runInVm(
  word: string | true,
  words: readonly string[],
  options: RunOptions,
): Promise<number> {
  const { kernel: request, patterns } = kernelAndPatterns(word, words);
  const asked = askedReporters(options.reporter ?? ["progress"]);
  const interruption = interruptible();
  qemuProgram();
  demandCpio();
  const kernel = kernelOf(request);
  const runtimes = options.runtime ?? ["unshare"];
  const programs = runtimes.flatMap(programOf);
  for (const image of (options.image ?? ["node"]).map(imageOf)) image.open(image); // Here, where it is quick.
  const accelerated = await accelerator(kernel.image);
  const timeout = options.timeout * (accelerated === "tcg" ? SLOWER : 1);
  const directory = makeRunDirectory();
  try {
    const report = makeReportDirectory(options.out);
    const initramfs = await writeInitramfs(directory, {
      files: await guestFiles(programs, [join(cacheDirectory(), "images")]),
      modules: modulesFor(kernel.modules, MODULES),
      environment: { XDG_CACHE_HOME: join(cacheDirectory(), "..") },
      command: guestCommand(patterns, { ...options, runtime: runtimes, timeout }),
    });
    const problems: string[] = [];
    const reporters = await openReporters(asked, report, (one) => problems.push(one));
    const results: CaseResult[] = [];
    const emit = (event: RunEvent) => {
      if (event.type === "case-end") results.push(event.result);
      reporters.on(event.type === "run-start" ? ofHost(event, report) : event);
    };
    const { code, said } = await runGuest(
      { kernel: kernel.image, initramfs, accelerator: accelerated, memory: MEMORY },
      directory,
      { silence: timeout * 1000 + PATIENCE, interrupted: interruption.signal },
      emit,
    );
    await reporters.done();
    writeRepros(report, results);
    for (const problem of problems) process.stderr.write(`fd012: ${problem}\n`);
    process.stderr.write(
      results.length > 0 ? `report: ${relative(process.cwd(), report) || "."}/index.html\n` : said,
    );
    return problems.length > 0 && code === 0 ? 1 : code;
  } finally {
    interruption.release();
    removeRunDirectory(directory);
  }
}

// Where the report is, and what was asked for, are this machine's; kernel and all else are the guest's.
function ofHost(event: RunEvent & { type: "run-start" }, report: string): RunEvent {
  const head = {
    ...event.head,
    run: relative(process.cwd(), report) || report,
    command: process.argv.slice(2),
  };
  return { ...event, head };
}

function programOf(spec: string): string[] {
  const base = spec.replace(/^[\w.-]+=/, "").replace(/\+detached$/, "");
  if (base.includes("/")) return [base];
  const path = findProgram(base);
  if (PROGRAMS.includes(base) && path) return [path];
  const known = PROGRAMS.includes(base)
    ? "it is not on this machine"
    : "a virtual machine takes no engine along";
  throw new UsageError(
    "VM_RUNTIME",
    `--vm cannot run ${base}: ${known}; use ${PROGRAMS.join(", ")}, or an OCI runtime by its path.`,
  );
}
