import { randomBytes } from "node:crypto";
import { get } from "node:http";
import type { Socket } from "node:net";
import { within } from "../../host/deadline.ts";
import { deadline } from "../../host/deadlines.ts";

/** A message on one of the streams that share a connection: its first byte says which (Kubernetes, v4.channel.k8s.io). */
export interface ChannelMessage {
  readonly channel: number;
  readonly bytes: Buffer;
}

const PROTOCOL = "v4.channel.k8s.io";

/** A WebSocket (RFC 6455) on which a CRI runtime's streaming server sends, and on which nothing is said to it but that it is heard. */
export class Channels implements AsyncIterable<ChannelMessage> {
  readonly #socket: Socket;
  readonly #head: Buffer;

  /** @throws Error where the server does not go over to it */
  static async open(url: string): Promise<Channels> {
    const headers = {
      ...{ Connection: "Upgrade", Upgrade: "websocket" },
      "Sec-WebSocket-Version": "13",
      "Sec-WebSocket-Key": randomBytes(16).toString("base64"),
      "Sec-WebSocket-Protocol": PROTOCOL,
    };
    const asking = get(url, { headers });
    const opened = new Promise<Channels>((resolve, reject) => {
      asking.once("upgrade", (_, socket, head) => resolve(new Channels(socket as Socket, head)));
      asking.once("response", (answer) => {
        answer.resume();
        reject(new Error(`the streaming server answers ${answer.statusCode}`));
      });
      asking.once("error", reject);
    });
    return await within(opened, deadline("answer of a CRI runtime"), "the streaming server's answer");
  }

  private constructor(socket: Socket, head: Buffer) {
    this.#socket = socket;
    this.#head = head;
    socket.on("error", () => {}); // Whoever reads is told.
  }

  close(): void {
    this.#socket.destroy();
  }

  /** What is not asked for stays where it is, so that whoever sends has to wait. */
  async *[Symbol.asyncIterator](): AsyncGenerator<ChannelMessage> {
    let channel = 0;
    for await (const { opcode, bytes } of this.#frames()) {
      if (opcode === CLOSE) return;
      if (opcode === PING) this.#socket.write(frame(PONG, bytes));
      if (opcode > BINARY || bytes.length === 0) continue;
      // What goes on in a further frame has no channel of its own.
      if (opcode !== CONTINUATION) channel = bytes[0] as number;
      yield { channel, bytes: opcode === CONTINUATION ? bytes : bytes.subarray(1) };
    }
  }

  async *#frames(): AsyncGenerator<{ opcode: number; bytes: Buffer }> {
    let rest = this.#head;
    const chunks = this.#socket[Symbol.asyncIterator]();
    for (;;) {
      for (let end = endOfFrame(rest); end !== null && end.at <= rest.length; end = endOfFrame(rest)) {
        yield { opcode: (rest[0] as number) & 0x0f, bytes: rest.subarray(end.from, end.at) };
        rest = rest.subarray(end.at);
      }
      const { value, done } = await chunks.next();
      if (done) return;
      rest = Buffer.concat([rest, value]);
    }
  }
}

/** RFC 6455, 5.2: operation codes. */
const CONTINUATION = 0;
const BINARY = 2;
const CLOSE = 8;
const PING = 9;
const PONG = 10;

/** Where the payload of the first frame begins and ends; null where its head is not whole. A server masks nothing. */
function endOfFrame(bytes: Buffer): { from: number; at: number } | null {
  const short = (bytes[1] ?? 0) & 0x7f;
  const from = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (bytes.length < from) return null;
  const length = from === 2 ? short : from === 4 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  return { from, at: from + length };
}

/** A client masks what it sends, by a key which may be 0. Only short ones are sent. */
function frame(opcode: number, payload: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0x80 | opcode, 0x80 | payload.length, 0, 0, 0, 0]), payload]);
}
