import type {
  Assertion,
  CaseResult,
  Descriptor,
  Fate,
  Link,
  Observation,
  PlannedCase,
  RunEvent,
  RunFile,
} from "../../lib/results/schema.ts";
import { countVerdicts } from "../../lib/results/verdict-counts.ts";

/** A run as it could be: about 60 cases, every verdict, and output that would like to leave its place. */
export function sampleRun(): RunFile {
  const cases = [...staleLog(), ...pid1Abort(), ...wiringSuite(), ...exitStatus(), ...bytes()];
  return {
    head: {
      schema: 1,
      suite: "0.1.0",
      run: "2025-11-24T03-12-07Z",
      started: "2025-11-24T03:12:07.000Z",
      command: ["fd012", "run", "--runtime", "unshare"],
      machine: {
        kernel: "6.18.5",
        architecture: "x64",
        libc: "glibc 2.36",
        node: "20.20.2",
        root: true,
        cgroup: "v1 and v2 (hybrid)",
      },
      runtimes: { unshare: "util-linux 2.38.1" },
      suites: {
        "stale-log": "The log is deleted where it really lives",
        "pid1-abort": "abort(3) where SIGABRT is ignored",
        wiring: "What PID 1 is given",
        "exit-status": "What the caller is told",
        bytes: "Nothing lost, nothing invented",
      },
    },
    cases,
    tail: {
      counts: countVerdicts(cases),
      milliseconds: 21_437,
      interrupted: false,
      problems: ["could not unmount the stalefs of case 12: device or resource busy"],
      exitCode: 1,
    },
  };
}

/** The same run as a stream, cases ending in the order of `order` over the plan. */
export function sampleEvents(run: RunFile, order: (index: number) => number = (index) => index): RunEvent[] {
  const cases = run.cases.map((_, index) => run.cases[order(index)] as CaseResult);
  return [
    { type: "run-start", head: run.head, cases: run.cases.map(planned) },
    ...cases.flatMap((result): RunEvent[] => [
      { type: "case-start", id: result.id },
      { type: "case-end", result },
    ]),
    { type: "run-end", tail: run.tail },
  ];
}

/** Everything that a terminal, TAP, XML or HTML could trip over. */
export const HOSTILE =
  "\x1b[31mred\x1b]0;title\x07 \x9b2J </script><script>alert(1)</script> <!-- ]]> \0 \u202Eevil\u202C \uD800 # SKIP \\ {\nok 1 - forged\n...\nBail out! {";

export function sampleCase(over: Partial<CaseResult> = {}): CaseResult {
  const suite = over.suite ?? "exit-status";
  const test = over.test ?? "code/0";
  const cell = {
    runtime: over.runtime ?? "unshare",
    strategy: over.strategy ?? "direct-file",
    filesystem: over.filesystem ?? "local",
    image: over.image ?? "node:20.20.2",
  };
  return {
    id: `${suite}/${test}[${Object.values(cell).join(",")}]`,
    suite,
    test,
    claim: "The status that PID 1 exits with is the one that the caller is told",
    level: "MUST",
    cites: ["OCI runtime.md, State"],
    ...cell,
    verdict: "pass",
    reason: null,
    outcome: "exit 0 · lost 0",
    milliseconds: 143.2,
    assertions: [
      assertion("the wiring is the strategy's"),
      assertion("the runtime reports what the kernel saw"),
    ],
    observation: sampleObservation({ strategy: cell.strategy }),
    repro: "#!/bin/sh\nset -eu\nunshare --pid --fork --mount-proc node -e 'process.exit(0)' >/tmp/log 2>&1\n",
    ...over,
  };
}

export function sampleObservation(
  over: {
    strategy?: string;
    fate?: Fate;
    chain?: Link[];
    said?: string;
    lost?: number;
    leftovers?: string[];
  } = {},
): Observation {
  const fate = over.fate ?? { kind: "exit", code: 0 };
  const lost = over.lost ?? 0;
  const pipe = over.strategy === "shim-pipe";
  return {
    wiring: {
      streams: [
        descriptor(0, "null", "/dev/null", "read", "5:6"),
        pipe
          ? descriptor(1, "pipe", "pipe:[4711]", "write", "pipe:[4711]")
          : descriptor(1, "file", "/var/log/pods/web-7d4b/web/0/stdout.log", "write", "34:12", true),
        pipe
          ? descriptor(2, "pipe", "pipe:[4712]", "write", "pipe:[4712]")
          : descriptor(2, "file", "/var/log/pods/web-7d4b/web/0/stdout.log", "write", "34:12", true),
      ],
      above: [descriptor(19, "anonymous", "anon_inode:[eventpoll]", "read-write", null)],
    },
    fate: { actual: fate, reported: fate },
    ledger: [ledger("stdout", 65_536, 65_536 - lost, lost), ledger("stderr", 1_024, 1_024, 0)],
    evidence: { missing: null, trace: [], chain: over.chain ?? [] },
    leftovers: over.leftovers ?? [],
    said: over.said ?? "",
  };
}

export const STALE_CHAIN: Link[] = [
  link("fstat-failed", "fstat(1) ESTALE", 0),
  link("reset-stdio", "node::ResetStdio", 0, "inferred"),
  link("write-failed", "write(2) ESTALE ×8", 0.000_031),
  link("signal", "SIGABRT ignored (PID 1) ×2", 0.000_412),
  link("abort-instruction", "hlt", 0.000_419, "inferred"),
  link("signal", "SIGSEGV", 0.000_42),
  link("handler", "SIGSEGV handler", 0.000_424),
  link("fstat-failed", "fstat(1) ESTALE", 0.000_43),
  link("second-abort", "second abort(3)", 0.000_466, "inferred"),
  link("exit", "_exit(127)", 0.000_47),
];

function staleLog(): CaseResult[] {
  const suite = "stale-log";
  const claim = "PID 1 exits by itself after its log went stale";
  const stale = {
    suite,
    claim,
    filesystem: "stalefs",
    level: "SEE" as const,
    cites: ["seed: node::ResetStdio", "https://github.com/nodejs/node/blob/v20.20.2/src/node.cc"],
  };
  const ways = ["natural", "process-exit", "throw", "sigterm-listener", "sigterm-default"];
  return [
    ...ways.flatMap((way, index) => [
      sampleCase({
        ...stale,
        test: `exit-after/${way}`,
        ...died(index === 1 ? 139 : 127),
        milliseconds: 412,
      }),
      sampleCase({ ...stale, test: `exit-after/${way}`, strategy: "shim-pipe" }),
    ]),
    sampleCase({
      ...stale,
      test: "keep-writing",
      outcome: "exit 127 · stale-abort · lost 8192",
      observation: sampleObservation({ fate: { kind: "exit", code: 127 }, chain: STALE_CHAIN, lost: 8192 }),
    }),
    sampleCase({
      ...stale,
      test: "keep-writing",
      strategy: "shim-pipe",
      verdict: "fail",
      reason: "PID 1 hangs: a hang is a failure by default policy",
      outcome: "hang · lost 0",
      milliseconds: 10_013,
      assertions: [
        assertion("the wiring is the strategy's"),
        {
          ok: false,
          name: "PID 1 ends once it is told to",
          skip: null,
          detail: {
            observed: "hang in pipe_write after 10 s",
            required: "exit",
            pipe: { filled: 65_536, size: 65_536 },
          },
        },
      ],
      observation: sampleObservation({
        strategy: "shim-pipe",
        fate: { kind: "hang", where: "state S, wchan pipe_write, pipe 65536/65536" },
        said: `level=error msg="failed to write log"\n${HOSTILE}\n`,
      }),
    }),
    ...["direct-file", "shim-pipe"].map((strategy) =>
      sampleCase({
        suite,
        test: "client-unlink",
        strategy,
        filesystem: "stalefs",
        claim: "A log deleted through the same mount stays good",
      }),
    ),
    ...["direct-file", "shim-pipe"].flatMap((strategy) =>
      ["local", "tmpfs"].map((filesystem) =>
        sampleCase({
          suite,
          test: "local-unlink",
          strategy,
          filesystem,
          claim: "On a local filesystem nothing goes stale",
        }),
      ),
    ),
    ...["nfs3", "nfs4"].flatMap((filesystem) =>
      ["direct-file", "shim-pipe"].map((strategy) =>
        skipped(
          { ...stale, test: "recovers", strategy, filesystem },
          "the kernel has no nfs module: boot the VM with `fd012 doctor --install`",
        ),
      ),
    ),
  ];
}

function pid1Abort(): CaseResult[] {
  const suite = "pid1-abort";
  const chain = [
    link("signal", "SIGABRT ignored (PID 1) ×2", 0),
    link("abort-instruction", "hlt", 0.000_007, "inferred"),
    link("signal", "SIGSEGV", 0.000_008),
    link("killed", "killed by SIGSEGV", null),
  ];
  return [
    ...["node-abort", "c-abort"].flatMap((test) =>
      ["direct-file", "shim-pipe"].map((strategy) =>
        sampleCase({
          suite,
          test,
          strategy,
          level: "SEE",
          image: test === "c-abort" ? "abort" : "node:20.20.2",
          claim: "abort(3) of PID 1 ends in the signal of the architecture's abort instruction",
          outcome: "signal SIGSEGV · pid1-abort · lost 0",
          observation: sampleObservation({ strategy, fate: { kind: "signal", signal: "SIGSEGV" }, chain }),
        }),
      ),
    ),
    sampleCase({
      suite,
      test: "not-pid1",
      claim: "With an init the same abort ends in SIGABRT",
      outcome: "signal SIGABRT · lost 0",
    }),
    sampleCase({
      suite,
      test: "kernel-log",
      claim: "The kernel logs the general protection fault",
      verdict: "error",
      reason: "/dev/kmsg: EPERM while the case was prepared",
      outcome: null,
      observation: null,
      assertions: [],
      repro: null,
    }),
  ];
}

function wiringSuite(): CaseResult[] {
  const suite = "wiring";
  const both = ["direct-file", "shim-pipe"];
  return [
    ...both.flatMap((strategy) =>
      ["local", "tmpfs", "stalefs"].map((filesystem) =>
        sampleCase({
          suite,
          test: "strategy-honoured",
          strategy,
          filesystem,
          claim: "fds 0, 1, 2 are what the strategy names",
        }),
      ),
    ),
    sampleCase({
      suite,
      test: "no-extra-fds",
      claim: "Nothing above 2 is open at PID 1's start",
      cites: ["CVE-2024-21626", "https://github.com/opencontainers/runc/issues/5474"],
      verdict: "fail",
      reason: "fd 7 is the host's /sys/fs/cgroup",
      assertions: [
        {
          ok: false,
          name: "nothing above 2 is open",
          skip: null,
          detail: { observed: ["7 -> /sys/fs/cgroup (path)"], required: [] },
        },
        {
          ok: true,
          name: "the reported status is the actual one",
          skip: "no kernel trace: /sys/kernel/tracing is not mounted",
          detail: null,
        },
      ],
      observation: sampleObservation({
        leftovers: ["mount /tmp/fd012-x/rootfs"],
        said: "warning: cgroup\tis hybrid",
      }),
    }),
    ...both.map((strategy) =>
      skipped({ suite, test: "nonroot-reopen", strategy }, "unshare cannot change the user here"),
    ),
    sampleCase({
      suite,
      test: "append-flag",
      claim: HOSTILE,
      level: "SEE",
      observation: sampleObservation({ said: HOSTILE }),
      assertions: [
        assertion(HOSTILE),
        { ok: true, name: "x", skip: HOSTILE, detail: { [HOSTILE]: HOSTILE } },
      ],
    }),
  ];
}

function exitStatus(): CaseResult[] {
  const suite = "exit-status";
  const codes = [0, 1, 7, 126, 127, 128, 255].map((code) =>
    sampleCase({
      test: `code/${code}`,
      outcome: `exit ${code} · lost 0`,
      observation: sampleObservation({ fate: { kind: "exit", code } }),
    }),
  );
  const signals = ["TERM", "KILL", "SEGV"].map((name) =>
    sampleCase({
      test: `signal/${name}`,
      outcome: `signal SIG${name} · lost 0`,
      observation: sampleObservation({ fate: { kind: "signal", signal: `SIG${name}` } }),
    }),
  );
  const failed = sampleCase({
    suite,
    test: "start-failure",
    strategy: "shim-pipe",
    verdict: "fail",
    reason: "a missing program was reported as the program's own exit",
    outcome: "exit 127 · lost 0",
    assertions: [
      {
        ok: false,
        name: "the caller can tell",
        skip: null,
        detail: {
          observed: "exit 127",
          required: "start-failed",
          diff: "--- required\n+++ observed\n@@ -1 +1 @@\n-start-failed\n+exit 127",
        },
      },
    ],
    observation: sampleObservation({
      strategy: "shim-pipe",
      fate: { kind: "exit", code: 127 },
      said: "unshare: failed to execute /nope: No such file or directory\n",
    }),
  });
  return [...codes, ...signals, failed];
}

function bytes(): CaseResult[] {
  const sizes = [0, 1, 4095, 4096, 4097, 65_535, 65_536, 65_537, 1_048_576];
  return sizes.flatMap((size) =>
    ["direct-file", "shim-pipe"].map((strategy) =>
      sampleCase({
        suite: "bytes",
        test: `exact-sizes/${size}`,
        strategy,
        claim: `${size} bytes arrive exactly`,
      }),
    ),
  );
}

function died(code: number): Pick<CaseResult, "outcome" | "observation"> {
  return {
    outcome: `exit ${code} · stale-abort · lost 0`,
    observation: sampleObservation({ fate: { kind: "exit", code }, chain: STALE_CHAIN }),
  };
}

function skipped(over: Partial<CaseResult>, reason: string): CaseResult {
  return sampleCase({
    ...over,
    verdict: "skip",
    reason,
    outcome: null,
    observation: null,
    assertions: [],
    repro: null,
    milliseconds: 0,
  });
}

function assertion(name: string): Assertion {
  return { ok: true, name, skip: null, detail: null };
}

function link(
  name: string,
  text: string,
  seconds: number | null,
  backing: Link["backing"] = "observed",
): Link {
  return { name, text, backing, seconds };
}

function descriptor(
  fd: number,
  kind: Descriptor["kind"],
  target: string,
  access: Descriptor["access"],
  identity: string | null,
  append = false,
): Descriptor {
  return { fd, kind, target, access, append, nonblock: false, identity };
}

function ledger(
  stream: "stdout" | "stderr",
  acked: number,
  stored: number,
  lost: number,
): Observation["ledger"][number] {
  return {
    stream,
    acked,
    stored,
    lost,
    torn: 0,
    duplicated: 0,
    reordered: 0,
    foreign: 0,
    failed: lost > 0 ? { ESTALE: 8 } : {},
  };
}

function planned(result: CaseResult): PlannedCase {
  const { id, suite, test, claim, level, cites, runtime, strategy, filesystem, image } = result;
  return { id, suite, test, claim, level, cites, runtime, strategy, filesystem, image };
}
