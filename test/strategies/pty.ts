import "../fixtures/plain-children.ts";
import { spawnSync } from "node:child_process";
import { closeSync, constants, existsSync, openSync, readFileSync, statSync, writeSync } from "node:fs";
import t, { type Test } from "tap";
import { within } from "../../lib/host/deadline.ts";
import { streamIn } from "../../lib/log/reading.ts";
import { pty } from "../../lib/strategies/pty.ts";
import { eventually } from "../fixtures/eventually.ts";
import { needs } from "../requirement.ts";
import { opened } from "./fixtures/opened.ts";
import { requiredOf, saysOf } from "./fixtures/required.ts";

const needed = needs("perl");

async function terminal(t: Test) {
  const { log, stdio } = await opened(t, pty);
  const [source] = stdio.sources;
  if (source.kind !== "terminal") throw new Error(`no terminal but ${source.kind}`);
  const stored = (stream: "stdout" | "stderr") => {
    if (!stdio.log?.file) throw new Error("the log is not told");
    return streamIn(stream, readFileSync(stdio.log.file()), stdio.log.framings).toString();
  };
  return { log, stdio, source, stored };
}

t.test("all three are one terminal, and both streams come out into one log", needed, async (t) => {
  const { log, stdio, source, stored } = await terminal(t);
  t.ok(statSync(source.path).isCharacterDevice());
  t.same(stdio.sources, [source, source, source]);
  t.match(requiredOf(stdio), [{ kind: "pty" }, { kind: "pty" }, { kind: "pty" }]);
  t.ok(saysOf(stdio).includes("fds 0, 1 and 2 are one object"));
  t.equal(stdio.log?.file?.(), log.stdout);
  const fd = openSync(source.path, constants.O_RDWR | constants.O_NOCTTY);
  writeSync(fd, "stdout 1\nstderr 1\nstdout 2\nanything else\n");
  closeSync(fd);
  await within(stdio.drained(), 5_000, "the end of what came out");
  const text = "stdout 1\r\nstderr 1\r\nstdout 2\r\nanything else\r\n";
  t.equal(readFileSync(log.stdout, "utf8"), text, "as a terminal makes it");
  t.equal(stored("stdout"), "stdout 1\nstdout 2\nanything else\n");
  t.equal(stored("stderr"), "stderr 1\n");
});

t.test("a terminal that nobody has opened yet has not ended", needed, async (t) => {
  const { log, stdio, source } = await terminal(t);
  stdio.passed();
  spawnSync("true"); // Time enough for a holder that would give up.
  spawnSync("sh", ["-c", `echo late >${source.path}`]);
  await within(stdio.drained(), 5_000, "the end of what came out");
  t.equal(readFileSync(log.stdout, "utf8"), "late\r\n");
});

t.test("hung up, it is gone for who has it open, and what came before is in the log", needed, async (t) => {
  const { log, stdio, source } = await terminal(t);
  const fd = openSync(source.path, constants.O_RDWR | constants.O_NOCTTY);
  t.teardown(() => closeSync(fd));
  writeSync(fd, "before\n");
  await eventually("what was written is in the log", () => readFileSync(log.stdout, "utf8") === "before\r\n");
  await stdio.terminal?.hangUp();
  t.throws(() => writeSync(fd, "after\n"), { code: "EIO" });
  t.notOk(existsSync(source.path), "its name has gone");
  await within(stdio.drained(), 5_000, "the end of what came out");
  t.equal(readFileSync(log.stdout, "utf8"), "before\r\n");
});

/** What a runtime does with a console socket: sends the other end of a terminal of its own, in one message (SCM_RIGHTS). */
const SEND = `
use Socket; use Fcntl;
my ($path, $sendmsg) = @ARGV;
sysopen my $master, '/dev/ptmx', O_RDWR | O_NOCTTY; my $n = pack 'i', 0;
ioctl $master, 0x40045431, $n; ioctl $master, 0x80045430, $n;
sysopen my $slave, '/dev/pts/' . unpack('i', $n), O_RDWR | O_NOCTTY;
socket my $s, AF_UNIX, SOCK_STREAM, 0; connect $s, pack_sockaddr_un $path;
my $data = 'console'; my $iov = pack 'Q2', unpack('Q', pack 'P', $data), length $data;
my $control = pack 'Q l l l x4', 20, SOL_SOCKET, 1, fileno $master;
my $header = pack 'Q L x4 Q3 Q l x4', 0, 0, unpack('Q', pack 'P', $iov), 1, unpack('Q', pack 'P', $control), 24, 0;
syscall($sendmsg, fileno $s, $header, 0) == length $data or die "sendmsg: $!";
close $master; syswrite $slave, "stdout sent\\n";`;

t.test("a terminal that comes by the console socket takes its place", needed, async (t) => {
  const { stdio, source, stored } = await terminal(t);
  const sendmsg = process.arch === "x64" ? "46" : "211";
  const { status, stderr } = spawnSync("perl", ["-e", SEND, source.console, sendmsg], { encoding: "utf8" });
  t.equal(status, 0, stderr);
  await within(stdio.drained(), 5_000, "the end of what came out");
  t.equal(stored("stdout"), "stdout sent\n");
});
