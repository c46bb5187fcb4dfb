/**
 * `node stalefs.js --mount DIR --backing DIR [--device PATH]`: a file system that answers as an NFSv3 client does
 * whose server is the directory `backing`. Lives until its stdin ends, it is told to (SIGTERM, SIGINT), or somebody
 * else unmounts it. Exit code 0, or 3 where it cannot mount. See control.ts for what stdin and stdout carry.
 */
import { realpathSync, writeSync } from "node:fs";
import { deadline } from "../../host/deadlines.ts";
import { obey, type Ready, type Reply } from "./control.ts";
import { FaultTable } from "./fault-table.ts";
import { HandleTable } from "./handles.ts";
import { eachLine } from "./lines.ts";
import { abort, connectionOf, MountFailure, mountDevice, openDevice, unmount } from "./mounting.ts";
import { NodeTable } from "./nodes.ts";
import { Session } from "./session.ts";
import { removeSillyName } from "./silly-rename.ts";

/** Exit code of a machine that cannot do it, as everywhere in fd012. */
const CANNOT = 3;

main().catch((error) => {
  const { code, message } =
    error instanceof MountFailure ? error : { code: "FAILED", message: `stalefs failed: ${error.message}.` };
  say({ ready: false, code, error: message });
  process.exit(CANNOT);
});

async function main(): Promise<void> {
  const { mount, backing, device: path } = readArguments(process.argv.slice(2));
  process.umask(0); // The kernel has applied the caller's.
  const device = openDevice(path);
  const nodes = new NodeTable(backing);
  const handles = new HandleTable(nodes);
  const faults = new FaultTable(nodes);
  const session = new Session(device, { nodes, handles, faults });
  const told = endOfOrders((line) => say(obey(line, faults, () => session.resume())));
  await mountDevice(device, mount);
  const connection = connectionOf(mount);
  session.serve();
  await Promise.race([session.started, session.ended]);
  say({ ready: true });
  await Promise.race([told, session.ended]);
  session.abandon();
  setTimeout(endByForce, deadline("end of a FUSE connection"));
  // Somebody may have unmounted it lazily, so that there is nothing to unmount, but still users.
  const ended = (await unmount(mount)) || (connection !== undefined && (await abort(connection)));
  if (ended) await session.ended;
  for (const node of nodes) removeSillyName(nodes, node);
  if (!ended && !session.over) endByForce();
  process.exit(0);
}

function readArguments(words: readonly string[]): { mount: string; backing: string; device: string } {
  const options = new Map<string, string>();
  for (let index = 0; index + 1 < words.length; index += 2) {
    options.set(words[index] as string, words[index + 1] as string);
  }
  const mount = options.get("--mount");
  const backing = options.get("--backing");
  if (mount === undefined || backing === undefined) {
    throw new MountFailure("USAGE", "Usage: stalefs --mount DIR --backing DIR [--device PATH].");
  }
  return {
    mount: realpathSync(mount),
    backing: realpathSync(backing),
    device: options.get("--device") ?? "/dev/fuse",
  };
}

/** Reads orders from stdin until there can be no more: our parent is gone, or we are told to end. */
function endOfOrders(take: (line: string) => void): Promise<void> {
  return new Promise((resolve) => {
    eachLine(process.stdin, take);
    process.stdin.once("close", resolve).once("error", () => resolve());
    process.once("SIGTERM", () => resolve()).once("SIGINT", () => resolve());
  });
}

/** While the connection lives, exit(3) would wait for the thread that reads the device. */
function endByForce(): void {
  process.kill(process.pid, "SIGKILL");
}

function say(words: Ready | Reply): void {
  writeSync(1, `${JSON.stringify(words)}\n`);
}
