import "../fixtures/plain-children.ts";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { byOutsideNames } from "../../lib/observe/detached-mount.ts";
import { observeWiring } from "../../lib/observe/wiring.ts";
import { is } from "../../lib/strategies/rules.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";

// In a mount namespace of its own: opens the log on a mount, detaches that mount, and stays. The word is a subshell's, since dash puts 3 on its own
// fd 1 for as long as an echo takes.
const SCRIPT =
  'mount --bind "$1" "$1" && exec >>"$1/log" 2>>"$1/log" && umount --lazy "$1" && ( echo there >&3 ); exec sleep 60';

t.test("a log on a mount that was detached has the name that it has outside", needs("root"), async (t) => {
  const directory = join(temporaryDirectory(t), "mounted");
  mkdirSync(directory);
  writeFileSync(join(directory, "other"), "");
  const child = spawn("unshare", ["--mount", "sh", "-c", SCRIPT, "sh", directory], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  t.teardown(() => child.kill("SIGKILL"));
  await once(child.stdio[3] as NodeJS.ReadableStream, "data");
  const seen = observeWiring(child.pid as number);
  t.equal(seen.streams[1]?.target, "/log", "the kernel shows a path within the mount");
  const named = (name: string) => {
    const rules = ["null", name, name].map((one, fd) => is(fd, { target: join(directory, one) }));
    return byOutsideNames(seen, rules, (path) => path).streams.map(({ target }) => target);
  };
  const log = join(directory, "log");
  t.same(named("log"), ["/dev/null", log, log]);
  t.same(named("other"), ["/dev/null", "/log", "/log"], "another file is not it");
  t.same(named("none"), ["/dev/null", "/log", "/log"], "nor is one that is not there");
});
