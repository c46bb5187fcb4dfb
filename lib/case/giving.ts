import { chownSync, fchownSync } from "node:fs";
import { dirname } from "node:path";
import type { ControlDirectory } from "../control/control-directory.ts";
import { type Account, giveTo, onHost } from "../host/account.ts";
import type { User } from "../runtimes/runtime.ts";
import type { Source, Stdio } from "../strategies/strategy.ts";

/** The channel's directory is whose PID 1 is to be, on the host. @param as on whose behalf the runtime is driven */
export function giveControl(
  control: ControlDirectory,
  user: User | undefined,
  as: Account | undefined,
): void {
  if (as) control.giveTo(onHost(as, user ?? ROOT));
  else if (user) control.giveTo(user);
}

const ROOT = { uid: 0, gid: 0 };

/**
 * What root has made for a container's fds 0–2 is whose runtime it is that gets it, as it would be had that user made it: else none of it could be
 * opened by its name. What lies outside of the run's directory is the machine's, and stays as it is; a terminal is the suite's own.
 * @param directory the run's own
 */
export function giveStdio(
  { sources }: Pick<Stdio, "sources">,
  as: Account | undefined,
  directory: string,
): void {
  if (!as) return;
  for (const source of sources) give(source, as, directory);
}

function give(source: Source, as: Account, directory: string): void {
  switch (source.kind) {
    case "descriptor":
      fchownSync(source.fd, as.uid, as.gid);
      break;
    case "terminal":
      chownSync(source.path, as.uid, as.gid);
      giveTo(as, dirname(source.console), source.console);
      break;
    case "file":
      if (source.path.startsWith(`${directory}/`)) giveTo(as, dirname(source.path), source.path);
  }
}
