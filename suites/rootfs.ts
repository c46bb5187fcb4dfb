import { type Asserts, type Container, holds, type OddRootName, suite } from "../lib/suite.ts";

const impostor = [
  "crun#2249: a regular file at the image's /dev/null took PID 1's stdio over",
  "GHSA-9493-h29p-rfm2 (CVE-2025-31133): what stands at the image's /dev/null is not checked to be the null device",
  "OCI runtime-spec, runtime-linux.md, File descriptors: stdin, stdout and stderr are what the runtime was given",
];

/** What a root file system has in the place of an honest one's, by the name of its claim. */
const oddities: Record<string, Oddity> = {
  "null-impostor/file": {
    rootfs: "null-is-a-file",
    has: "a regular file at its /dev/null",
    cites: impostor,
  },
  "null-impostor/device": {
    rootfs: "null-is-another-device",
    has: "another device (1:5, /dev/zero) at its /dev/null",
    cites: impostor,
  },
  "null-link": {
    rootfs: "null-is-a-link",
    has: "a link out of it at its /dev/null",
    cites: impostor,
  },
  "console-link": {
    rootfs: "console-is-a-link",
    has: "a link out of it at its /dev/console, under a terminal",
    cites: [
      "GHSA-qw9x-cqr3-wc7r (CVE-2025-52565): /dev/console of the image is followed where the terminal is mounted upon it",
      "open(2): O_CREAT and O_TRUNC follow a link that is there",
    ],
    strategies: ["pty"],
  },
  "dev-link": {
    rootfs: "dev-is-a-link",
    has: "a link out of it at its /dev",
    cites: [
      "CVE-2026-41579: devices and links are made below the image's /dev, wherever that leads",
      "OCI runtime-spec, config-linux.md, Default Devices: below the container's root",
    ],
  },
  "dev-file": {
    rootfs: "dev-is-a-file",
    has: "a regular file at its /dev",
    cites: ["OCI runtime-spec, config-linux.md, Default Devices: a /dev is made where there is none"],
  },
  "no-dev": {
    rootfs: "no-dev",
    has: "no /dev",
    cites: ["OCI runtime-spec, config-linux.md, Default Devices: a /dev is made where there is none"],
  },
  "no-proc": {
    rootfs: "no-proc",
    has: "no /proc to mount one upon",
    cites: ["OCI runtime-spec, config.md, Mounts: a runtime may make the destination of a mount"],
  },
};

interface Oddity {
  readonly rootfs: OddRootName;
  readonly has: string;
  readonly cites: readonly string[];
  readonly strategies?: readonly string[];
}

export default suite("rootfs", "An image that is odd where stdio passes", (test) => {
  for (const [name, { rootfs, has, cites, strategies = ["direct-file", "shim-pipe"] }] of Object.entries(
    oddities,
  )) {
    test(
      name,
      {
        claim: `Where the image has ${has}, fds 0–2 of PID 1 are still what the strategy names, and nothing outside of the image changes`,
        level: "MUST",
        cites,
        ...{ strategies, filesystems: ["local"], rootfs },
        ...{ program: "actor", workload: "actor" },
        speaks: ["stderr"], // Where that is the container's, a runtime complains there.
        acceptable:
          "A refusal to start such an image, with a word of why; an image's author may write anything.",
        byHand: [
          "copy the image's root file system, and make it odd as the script does",
          "start it with nothing mounted on /dev",
          "compare stat -L /proc/PID/fd/0, 1 and 2 with the log and with /dev/null by device and inode",
          "ls -lR what the link leads to, and read the file there",
        ],
      },
      async (t, { startUnlessRefused, changedOutside, harm, fact }) => {
        const pid1 = await startUnlessRefused();
        if (pid1) await keepsItsStdio(t, pid1);
        else t.pass("the runtime says why it does not start");
        const changes = changedOutside();
        if (changes.length > 0) harm("host-changed", changes.length, `outside: ${changes.join(", ")}`);
        t.ok(changes.length === 0, "nothing outside of the image changes", { observed: changes.join(", ") });
        if (!pid1) fact("such an image", "refused");
      },
    );
  }
});

const LINES = 4_096;

async function keepsItsStdio(t: Asserts, pid1: Container): Promise<void> {
  await pid1.do({ do: "write", stream: "stdout", bytes: LINES });
  const { ledger } = await pid1.end();
  if (!pid1.wiring)
    t.ok(true, "fds 0–2 are as the strategy says", { skip: "nobody saw PID 1's descriptors" });
  for (const rule of pid1.wiring?.rules ?? []) holds(t, rule);
  const [stdout] = ledger;
  if (stdout?.unlogged === undefined)
    t.match(stdout, { acked: LINES, stored: LINES }, "the log holds what it wrote");
}
