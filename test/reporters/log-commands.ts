import { Writable } from "node:stream";
import t from "tap";
import { guardLog, withoutCommands, writeCommand } from "../../lib/reporters/log-commands.ts";
import { standardSink } from "../../lib/reporters/sinks.ts";
import { reporters } from "../../lib/reporters/table.ts";
import { visible, visibleLines } from "../../lib/reporters/visible-text.ts";
import { COMMANDS, obeyed, runThatSays } from "./fixtures/log-commands.ts";
import { memorySink } from "./fixtures/memory-sink.ts";
import { sampleEvents } from "./fixtures/sample-run.ts";

const all = `${COMMANDS.join("\n")}\n`;

t.test("the oracle knows a command when it sees one", async (t) => {
  for (const command of COMMANDS) t.not(obeyed(command).length, 0, JSON.stringify(command));
  t.same(obeyed("a::b\n# [c]\n## [d](e)\nC#[0] 12:30::01"), []);
});

t.test("nothing is left of commands, and nothing else is changed", async (t) => {
  t.equal(withoutCommands("::a::b\n ##[c]d"), ":\\u003aa::b\n ##\\u005bc]d");
  for (const plain of ["a::b", "std::vector", "# [a]", "## [a](b)", ": a", "#[a]"])
    t.equal(withoutCommands(plain), plain);
  const json = JSON.stringify({ a: "##[b] ::c" });
  t.same(JSON.parse(withoutCommands(json)), JSON.parse(json));
});

t.test("visible text gives no commands", async (t) => {
  for (const command of COMMANDS) t.same(obeyed(visible(command)), [], command);
  t.same(obeyed(visibleLines(all).join("\n")), []);
});

for (const kind of reporters) {
  t.test(`${kind.name} gives a CI no command that a container has written`, async (t) => {
    for (const evil of [...COMMANDS, all]) {
      const sink = memorySink();
      const reporter = await kind.create(sink);
      for (const event of sampleEvents(runThatSays(evil))) reporter.on(event);
      await reporter.done();
      const found = obeyed(sink.text).filter((line) => !(kind.isCommands && isOurs(line)));
      t.same(
        found.map((line) => line.slice(0, 200)),
        [],
        JSON.stringify(evil),
      );
    }
  });
}

// Values are escaped; what stands in a command of ours is no other one.
function isOurs(line: string): boolean {
  return /^::(error|warning|notice|stop-commands|[-\da-f]{36}::)/.test(line);
}

function guardedStream() {
  const said: string[] = [];
  const stream = new Writable({
    decodeStrings: false,
    write(chunk, _encoding, done) {
      said.push(String(chunk));
      done();
    },
  }) as NodeJS.WriteStream;
  guardLog(stream);
  return { stream, said };
}

t.test("a command in pieces, or in bytes, passes no guarded stream either", async (t) => {
  for (const command of ["::add-mask::s", "text\n \u3000::error::s", "a ##[group]b", "##vso[task.x]"]) {
    const bytes = Buffer.from(command);
    const ways: (string | Uint8Array)[][] = [
      [bytes],
      [...command],
      [...bytes].map((byte) => Uint8Array.of(byte)),
      ...[...command].map((_, at) => [command.slice(0, at), command.slice(at)]),
    ];
    for (const pieces of ways) {
      const { stream, said } = guardedStream();
      for (const piece of pieces) stream.write(piece);
      t.same(obeyed(said.join("")), [], JSON.stringify([command, pieces]));
    }
  }
});

t.test("what is no command passes in pieces as it is", async (t) => {
  const { stream, said } = guardedStream();
  const plain = "a::b # [c] C#[0]\n: a\n## [a](b) ✔\n12:30::01 #\n[d]";
  for (const byte of Buffer.from(plain.slice(0, -3))) stream.write(Uint8Array.of(byte));
  stream.write("[d]");
  t.equal(said.join("").replaceAll("\\u003a", ":"), plain, "but for a `::` whose line is written in pieces");
});

t.test("a guarded stream passes no command, but for who has his own to give", async (t) => {
  let said = "";
  const stream = new Writable({
    decodeStrings: false,
    write(chunk, _encoding, done) {
      said += chunk;
      done();
    },
  }) as NodeJS.WriteStream;
  guardLog(stream);
  stream.write(all);
  standardSink(stream).write(all);
  t.notMatch(said, /^\s*::|##\w*\[/m, "control characters are for its writers");
  said = "";
  writeCommand(stream, "::error::a\n");
  standardSink(stream, { isCommands: true }).write("::error::b\n");
  t.equal(said, "::error::a\n::error::b\n");
});
