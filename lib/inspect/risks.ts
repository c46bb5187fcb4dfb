import type { InspectedStream, Inspection, Risk } from "./inspection.ts";

/** Each fault that the suite knows, and what it would do to a process that is wired so. */
export function risksOf(inspection: Inspection): Risk[] {
  return [deletedLog, lostBehindRelay, deadReader, stoppedReader, fullDisk, stoppedServer].flatMap((fault) =>
    fault(inspection),
  );
}

/** File systems that a server may delete a file from behind the back of whoever has it open (nfs(5), mount.cifs(8), fuse(8)). */
const REMOTE = /^(nfs|nfs4|cifs|smb3|9p|ceph|lustre|afs|glusterfs|beegfs|fuse(\..*)?)$/;

const outputs = ({ streams }: Inspection) => streams.filter(({ fd }) => fd > 0);
const numbers = (streams: readonly InspectedStream[]) => streams.map(({ fd }) => fd);
const isRemote = ({ filesystem }: InspectedStream) => filesystem !== null && REMOTE.test(filesystem.type);
const isRead = (one: InspectedStream) => isPipe(one) && (one.readers?.length ?? 0) > 0;
const isPipe = ({ kind }: InspectedStream) => kind === "pipe" || kind === "fifo";

function deletedLog(inspection: Inspection): Risk[] {
  const files = outputs(inspection).filter(({ kind }) => kind === "file");
  const [remote, local] = [files.filter(isRemote), files.filter((one) => !isRemote(one))];
  const fault = "the log is deleted on the server";
  const risks: Risk[] = [];
  if (remote.length > 0)
    risks.push({
      ...{ fault, fds: numbers(remote), level: "at risk", consequence: staleConsequence(inspection) },
      shownBy: inspection.program.isNode ? "stale-log/exit-after/natural" : "stale-handle/operations",
    });
  if (local.length > 0)
    risks.push({
      ...{
        fault: "the log is deleted",
        fds: numbers(local),
        level: "safe",
        shownBy: "stale-log/local-unlink",
      },
      consequence: "a local file stays good for who has it open",
    });
  return risks;
}

// What becomes of node depends on its version, on libc and on whether it is PID 1; the claim tells it for the very image.
function staleConsequence({ program, streams }: Inspection): string {
  const already = streams.some(({ state }) => state === "stale") ? "it is stale already: " : "";
  if (!program.isNode)
    return `${already}writes fail with ESTALE, and what the program makes of that is its own`;
  const how = program.isPid1
    ? "SIGABRT is ignored for PID 1: it ends by 127, by a fault, or never"
    : "it ends by SIGABRT";
  return `${already}node looks at fds 0–2 at its exit and aborts; ${how}`;
}

function lostBehindRelay(inspection: Inspection): Risk[] {
  const pipes = outputs(inspection).filter(isRead);
  if (pipes.length === 0) return [];
  const consequence =
    "it lives, as long as its reader does; where that keeps the log is not seen from here, and what it cannot write is lost without a word";
  return [
    { fault: "the log behind the pipe goes stale", shownBy: "stale-log/keep-writing" },
    { fault: "the disk behind the pipe is full", shownBy: "disk/full" },
  ].map((risk) => ({ ...risk, fds: numbers(pipes), level: "not known", consequence }));
}

function deadReader(inspection: Inspection): Risk[] {
  const pipes = outputs(inspection).filter(isPipe);
  const dead = pipes.filter(({ readers }) => readers?.length === 0);
  const read = pipes.filter(isRead);
  const risk = { consequence: brokenPipe(inspection), shownBy: "reader/closed" };
  if (dead.length > 0)
    return [{ ...risk, fault: "nobody reads the pipe any more", fds: numbers(dead), level: "at risk" }];
  if (read.length === 0) return [];
  const consequence = `as long as that lives; from then on ${risk.consequence}`;
  return [{ ...risk, fault: "the reader ends", fds: numbers(read), level: "safe", consequence }];
}

// PID 1 is sent no signal that it does not handle, so that its write(2) returns (signal(7), pid_namespaces(7)).
function brokenPipe({ program }: Inspection): string {
  return program.handles.includes("SIGPIPE") || program.isNode || program.isPid1
    ? "every write fails with EPIPE"
    : "a write ends it by SIGPIPE";
}

function stoppedReader(inspection: Inspection): Risk[] {
  const pipes = outputs(inspection).filter(isRead);
  if (pipes.length === 0) return [];
  const stuck = pipes.filter(isStuck);
  const capacity = pipes.find(({ fill }) => fill)?.fill?.capacity;
  const room = capacity ? `${capacity} bytes` : "what the pipe holds";
  return [
    {
      fault: stuck.length > 0 ? "the reader has stopped, or the pipe is full" : "the reader stops",
      fds: numbers(stuck.length > 0 ? stuck : pipes),
      level: stuck.length > 0 ? "at risk" : "safe",
      consequence: `${stuck.length > 0 ? "a write waits now" : `as long as it reads; after ${room} a write would wait`}, and with it the program`,
      shownBy: "reader/stopped",
    },
  ];
}

function isStuck({ readers, fill }: InspectedStream): boolean {
  const isStopped = readers?.every(({ state }) => state === "T" || state === "Z") ?? false;
  return isStopped || (fill !== null && fill.bytes >= fill.capacity);
}

function fullDisk(inspection: Inspection): Risk[] {
  const files = outputs(inspection).filter(({ kind }) => kind === "file");
  if (files.length === 0) return [];
  return [
    {
      ...{
        fault: "the disk of the log is full",
        fds: numbers(files),
        level: "not known",
        shownBy: "disk/full",
      },
      consequence: "writes fail with ENOSPC, and what the program makes of that is its own",
    },
  ];
}

function stoppedServer(inspection: Inspection): Risk[] {
  const remote = outputs(inspection).filter(isRemote);
  if (remote.length === 0) return [];
  const waits = remote.some(({ state }) => state === "no answer");
  return [
    {
      fault: waits ? "the server of the log does not answer" : "the server of the log stops answering",
      ...{ fds: numbers(remote), level: "at risk", shownBy: "server-gone/exit-natural" },
      consequence: "on a hard mount whoever asks it waits, and cannot even be killed until it answers",
    },
  ];
}
