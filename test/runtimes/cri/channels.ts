import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import t, { type Test } from "tap";
import { Channels } from "../../../lib/runtimes/cri/channels.ts";
import { eventually } from "../../fixtures/eventually.ts";

/** A server that goes over to a WebSocket and sends these bytes, so many at a time. */
async function serving(t: Test, bytes: Buffer, atATime: number): Promise<{ url: string; heard: Buffer[] }> {
  const heard: Buffer[] = [];
  const server = createServer((_, answer) => answer.writeHead(404).end());
  server.on("upgrade", async (_, socket: Socket) => {
    socket.on("data", (part) => heard.push(part));
    socket.on("error", () => {});
    socket.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    for (let at = 0; at < bytes.length; at += atATime)
      await new Promise((resolve) => socket.write(bytes.subarray(at, at + atATime), resolve));
    socket.end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.teardown(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/exec/token`, heard };
}

/** @param first of the frame: whether it is the last of its message, and what it is */
function frame(first: number, ...payload: (number | Buffer)[]): Buffer {
  const bytes = Buffer.concat(payload.map((one) => (typeof one === "number" ? Buffer.from([one]) : one)));
  if (bytes.length < 126) return Buffer.concat([Buffer.from([first, bytes.length]), bytes]);
  const long = Buffer.alloc(bytes.length < 65_536 ? 4 : 10);
  long[0] = first;
  long[1] = bytes.length < 65_536 ? 126 : 127;
  if (long.length === 4) long.writeUInt16BE(bytes.length, 2);
  else long.writeBigUInt64BE(BigInt(bytes.length), 2);
  return Buffer.concat([long, bytes]);
}

const [WHOLE, BEGUN, CONTINUED, PING, CLOSE] = [0x82, 0x02, 0x80, 0x89, 0x88] as const;

async function all(channels: Channels): Promise<[number, string][]> {
  const found: [number, string][] = [];
  for await (const { channel, bytes } of channels) found.push([channel, bytes.toString("latin1")]);
  return found;
}

t.test("messages come apart wherever the stream is cut", async (t) => {
  const [short, medium, long] = [200, 40_000, 70_000].map((size) => Buffer.alloc(size, "x")) as [
    Buffer,
    Buffer,
    Buffer,
  ];
  const bytes = Buffer.concat([
    frame(WHOLE, 1), // Empty ones open each channel.
    frame(WHOLE, 1, Buffer.from("out")),
    frame(BEGUN, 2, Buffer.from("er")),
    frame(CONTINUED, Buffer.from("r")),
    ...[short, medium, long].map((one) => frame(WHOLE, 1, one)),
    frame(WHOLE, 3, Buffer.from("{}")),
    frame(CLOSE, Buffer.from([3, 232])),
    frame(WHOLE, 1, Buffer.from("behind the end")),
  ]);
  for (const atATime of [1_000_000, 4_093, 7]) {
    const { url } = await serving(t, bytes, atATime);
    const found = (await all(await Channels.open(url))).filter(([, text]) => text !== "");
    t.same(
      found.map(([channel, text]) => [channel, text.length]),
      [
        [1, 3],
        [2, 2],
        [2, 1],
        [1, 200],
        [1, 40_000],
        [1, 70_000],
        [3, 2],
      ],
      `${atATime} bytes at a time`,
    );
  }
});

t.test("who asks whether somebody is there is answered", async (t) => {
  const { url, heard } = await serving(
    t,
    Buffer.concat([frame(PING, Buffer.from("hi")), frame(WHOLE, 1, Buffer.from("x"))]),
    100,
  );
  t.same(await all(await Channels.open(url)), [[1, "x"]]);
  await eventually("an answer", () => heard.length > 0, 5_000);
  t.same(Buffer.concat(heard).subarray(0, 2), Buffer.from([0x8a, 0x82]), "a pong, masked");
});

t.test("a server that does not go over to it is an error", async (t) => {
  const server = createServer((_, answer) => answer.writeHead(404).end());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.teardown(() => server.close());
  const { port } = server.address() as AddressInfo;
  await t.rejects(Channels.open(`http://127.0.0.1:${port}/`), { message: /answers 404/ });
});
