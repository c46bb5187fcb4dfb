import type { Row } from "./row.ts";

const direct = { strategy: "direct-file" } as const;

/** What the runtime's caller gives, and is. */
export const caller: readonly Row[] = [
  {
    ...direct,
    mutant: "chowns-stdio",
    of: "bwrap",
    claims: ["wiring/log-owner-unchanged"],
    seen: { harm: "host-changed" },
  },
  {
    ...direct,
    mutant: "chmods-stdio",
    of: "bwrap",
    claims: ["wiring/log-owner-unchanged"],
    seen: { harm: "host-changed" },
  },
  {
    ...direct,
    mutant: "chowns-stdio",
    of: "bwrap",
    claims: ["wiring/caller-device"],
    seen: { own: ["the device is as it was"], words: /^the owner of fd 0 is 1:1, it was 54321:54322; / },
  },
  {
    ...direct,
    mutant: "chmods-stdio",
    of: "bwrap",
    claims: ["wiring/caller-device"],
    seen: { own: ["the device is as it was"], words: /^the mode of fd 0 is 0600, it was 0640; / },
  },
  {
    ...direct,
    mutant: "append-lost",
    claims: ["wiring/append-flag"],
    seen: { harm: "host-changed" },
  },
  {
    ...direct,
    mutant: "reads-a-byte",
    claims: ["wiring/passed-untouched"],
    seen: {
      own: ["the caller's descriptions of fds 0–2 are as they were"],
      words: /^the position of fd 0 is 1, it was 0; /,
    },
  },
  {
    mutant: "holds-the-write-end",
    of: "crun+detached",
    strategy: "shim-pipe",
    claims: ["wiring/write-end-held"],
    seen: { own: ["nobody else holds the write ends"], words: /^tail \(pid \d+\) holds one; / },
  },
  {
    ...direct,
    mutant: "in-its-own-directory",
    claims: ["wiring/caller-directory", "wiring/cwd-not-leaked"],
    seen: { own: ["PID 1's working directory is its own"], words: /^it is the host's \/\S*; / },
  },
  {
    ...direct,
    mutant: "raises-the-limit",
    claims: ["wiring/caller-limit"],
    seen: { own: ["the soft limit is 500"] },
  },
  {
    ...direct,
    mutant: "another-umask",
    of: "bwrap",
    claims: ["wiring/caller-umask"],
    seen: { outcome: /umask is another/ },
  },
  {
    ...direct,
    mutant: "leaks-a-descriptor",
    claims: ["wiring/caller-descriptors"],
    seen: { own: ["no descriptor but the program's own"] },
  },
  {
    ...direct,
    mutant: "preserves-one-fewer",
    claims: ["wiring/preserve-fds-exact"],
    seen: { own: ["fds 3 and 4 are there, and no others"] },
  },
  {
    ...direct,
    mutant: "preserves-three",
    of: "runc",
    claims: ["wiring/preserve-fds-fewer/2"],
    seen: { outcome: /more than passed 2/ },
  },
  {
    ...direct,
    mutant: "preserves-three",
    of: "runc",
    claims: ["wiring/preserve-fds-fewer/64"],
    seen: { own: ["nothing above fd 3 but the program's own"] },
  },
];
