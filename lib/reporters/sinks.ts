import { closeSync, openSync, renameSync, writeSync } from "node:fs";
import type { WriteStream } from "node:tty";
import type { ReporterKind, Sink } from "./reporter.ts";

/** A file sink; the directory must exist. */
export function fileSink(path: string, writing: ReporterKind["writing"]): Sink {
  return writing === "appended" ? appendedFile(path) : wholeFile(path);
}

/** stdout or stderr of this program. It is not closed, and a reader that went away (`| head`) is no error. */
export function standardSink(stream: NodeJS.WriteStream | WriteStream): Sink {
  let gone = false;
  stream.on("error", () => {
    gone = true;
  });
  return {
    write(text) {
      if (!gone) stream.write(text);
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
function appendedFile(path: string): Sink {
  const fd = openSync(path, "w");
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
