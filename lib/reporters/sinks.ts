import { closeSync, openSync, realpathSync, renameSync, statSync, writeSync } from "node:fs";
import type { WriteStream } from "node:tty";
import { writeCommand } from "./log-commands.ts";
import type { ReporterKind, Sink } from "./reporter.ts";

/** A file sink; the directory must exist. What is no regular file, such as /dev/stdout or a FIFO, is written to as it is. */
export function fileSink(path: string, writing: ReporterKind["writing"]): Sink {
  if (path === "/dev/stdout") return standardSink(process.stdout); // A socket cannot be opened by that name.
  const there = statSync(path, { throwIfNoEntry: false });
  if (writing === "appended" || (there && !there.isFile())) return openFile(path, "w");
  return wholeFile(there ? realpathSync(path) : path); // Through a link: rename(2) would replace the link itself.
}

/** A summary that a CI collects from a file, to which others may have written before. */
export function summarySink(path: string, most: number): Sink {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return { ...openFile(path, "a"), room: Math.max(0, most - size) };
}

/** stdout or stderr of this program. It is not closed, and a reader that went away (`| head`) is no error. */
export function standardSink(
  stream: NodeJS.WriteStream | WriteStream,
  { isCommands }: Pick<ReporterKind, "isCommands"> = {},
): Sink {
  let gone = false;
  stream.on("error", () => {
    gone = true;
  });
  return {
    write(text) {
      if (gone) return;
      if (isCommands) writeCommand(stream, text);
      else stream.write(text);
    },
    async end() {},
    get isTTY() {
      return stream.isTTY === true;
    },
    get columns() {
      return stream.columns || 80; // A serial console says 0.
    },
  };
}

// Synchronous, so that the lines before a SIGKILL are there.
function openFile(path: string, flags: "w" | "a"): Sink {
  const fd = openSync(path, flags);
  return {
    write: (text) => writeAll(fd, text),
    end: async () => closeSync(fd),
  };
}

function wholeFile(path: string): Sink {
  const parts: string[] = [];
  return {
    write(text) {
      parts.push(text);
    },
    async end() {
      if (parts.length === 0) return;
      // In the same directory: rename(2) is atomic on one filesystem only.
      const unfinished = `${path}.${process.pid}.unfinished`;
      const fd = openSync(unfinished, "w");
      for (const part of parts) writeAll(fd, part);
      closeSync(fd);
      renameSync(unfinished, path);
    },
  };
}

function writeAll(fd: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) written += writeSync(fd, bytes, written);
}
