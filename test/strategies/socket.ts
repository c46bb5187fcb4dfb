import "../fixtures/plain-children.ts";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import t from "tap";
import { within } from "../../lib/host/deadline.ts";
import { observeWiring } from "../../lib/observe/wiring.ts";
import { socket } from "../../lib/strategies/socket.ts";
import { byHand } from "./fixtures/by-hand.ts";
import { opened } from "./fixtures/opened.ts";
import { requiredOf } from "./fixtures/required.ts";

t.test("fds 1 and 2 are blocking Unix sockets, and what is written there is in the log", async (t) => {
  const { log, stdio } = await opened(t, socket);
  const [out, err] = stdio.sources.slice(1).map((source) => (source.kind === "descriptor" ? source.fd : -1));
  const seen = observeWiring(process.pid).above;
  for (const [index, fd] of [out, err].entries())
    t.match(
      seen.find((one) => one.fd === fd),
      { ...requiredOf(stdio)[index + 1], kind: "socket", nonblock: false },
    );
  // As fds above 2, so that nobody clears a flag that should not be there in the first place.
  const script = "echo out >&4; echo err >&5";
  spawnSync("sh", ["-c", script], { stdio: ["ignore", "ignore", "ignore", "ignore", out, err] });
  await within(stdio.drained(), 5_000, "the end of the shim");
  t.equal(readFileSync(log.stdout, "utf8"), "out\n");
  t.equal(readFileSync(log.stderr, "utf8"), "err\n");
});

t.test("by hand", async (t) => {
  const { stdout, stderr } = byHand(t, socket, "echo out; echo err >&2");
  t.same({ stdout, stderr }, { stdout: "out\n", stderr: "err\n" });
});
