import type { InspectedStream, Inspection, Risk } from "../inspection.ts";
import { fdsOf, isFile } from "./descriptors.ts";
import type { FaultRisks } from "./fault.ts";
import { filesystemWords, whereItLies } from "./where-it-lies.ts";

/** Of fd 0 too where it matters: node looks at all three when it ends. */
export const deletedLog: FaultRisks = (inspection) => {
  const { streams, program } = inspection;
  const files = streams.filter((one) => isFile(one) && (one.fd > 0 || program.isNode));
  const [remote = [], unknown = [], local = []] = (["remote", "not known", "local"] as const).map((where) =>
    files.filter((one) => placeOf(one) === where),
  );
  const shownBy = program.isNode ? "stale-log/exit-after/natural" : "stale-handle/operations";
  return [
    ...(remote.length > 0 ? [{ ...onServer(inspection, remote), shownBy }] : []),
    ...(unknown.length > 0 ? [{ ...somewhere(inspection, unknown), shownBy }] : []),
    ...(local.length > 0 ? [onThisMachine(local)] : []),
  ];
};

// A handle that is stale already has a server, whatever its file system calls itself.
function placeOf({ state, filesystem }: InspectedStream) {
  return state === "stale" ? "remote" : whereItLies(filesystem);
}

function onServer(inspection: Inspection, remote: readonly InspectedStream[]): Omit<Risk, "shownBy"> {
  return {
    ...{ fault: "the log is deleted on the server", fds: fdsOf(remote), level: "at risk" },
    ...{ harms: harmsOf(inspection), consequence: consequenceOf(inspection) },
  };
}

function somewhere(inspection: Inspection, unknown: readonly InspectedStream[]): Omit<Risk, "shownBy"> {
  const why = filesystemWords(unknown[0]?.filesystem ?? null);
  return {
    ...{ fault: "the log is deleted", fds: fdsOf(unknown), level: "not known", harms: harmsOf(inspection) },
    consequence: `${why}; if another machine can delete the file, then ${consequenceOf(inspection)}`,
  };
}

function onThisMachine(local: readonly InspectedStream[]): Risk {
  return {
    ...{ fault: "the log is deleted", fds: fdsOf(local), level: "safe", harms: [] },
    consequence: "a file on a local file system stays usable for a process that has it open",
    shownBy: "stale-log/local-unlink",
  };
}

function harmsOf({ program }: Inspection): Risk["harms"] {
  return program.isNode && program.isPid1 ? ["hang", "died"] : ["died"];
}

// What node does depends on its version, on libc and on whether it is PID 1; the claim shows it for the very image.
function consequenceOf({ program, streams }: Inspection): string {
  const already = streams.some(({ state }) => state === "stale") ? "the log is stale already: " : "";
  if (!program.isNode) return `${already}writes fail with ESTALE, and the program decides whether it exits`;
  const how = program.isPid1
    ? "PID 1 ignores the SIGABRT, so it exits with 127, crashes, or hangs"
    : "it dies of SIGABRT";
  return `${already}node checks fds 0–2 when it exits, and aborts; ${how}`;
}
