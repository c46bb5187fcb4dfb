import type { ServiceError } from "@grpc/grpc-js";
import { type DeadlineName, deadline } from "../../host/deadlines.ts";
import { descriptor, type ServiceName, serviceOf } from "./protocol.ts";

/** gRPC's status codes that something depends on (grpc, doc/statuscodes.md). */
export const NOT_FOUND = 5;
export const UNIMPLEMENTED = 12;
const TOO_LATE = 4; // DEADLINE_EXCEEDED
const UNAVAILABLE = 14;

/** A message as it is sent, or as it comes: every field is there then. */
// biome-ignore lint/suspicious/noExplicitAny: its form is protocol.ts's, which is no type; whoever asks says what he takes of the answer.
type Message = any;

type Service = Record<string, Call> & { close(): void };

type Call = (
  request: Message,
  options: { deadline: number },
  done: (error: ServiceError | null, answer: Message) => void,
) => unknown;

/** The runtime's own word that it cannot, or the want of one. */
export class CriRefusal extends Error {
  readonly code: number;

  constructor({ code, details, message }: ServiceError) {
    super(details || message);
    this.code = code;
  }

  /** Whether nobody was there to answer, or nobody did in time. */
  get isSilence(): boolean {
    return this.code === UNAVAILABLE || this.code === TOO_LATE;
  }
}

/** Who asks a CRI runtime by its socket. It is closed by whoever has opened it. */
export class CriClient {
  readonly socket: string;
  readonly #services: Readonly<Record<ServiceName, Service>>;

  /** The packages are loaded here, by whoever has found that there is somebody to be asked. */
  static async open(socket: string): Promise<CriClient> {
    // Bundled CommonJS packages have a default export alone.
    const [{ default: grpc }, { default: loader }] = await Promise.all([
      import("@grpc/grpc-js"),
      import("@grpc/proto-loader"),
    ]);
    const options = { keepCase: true, longs: Number, defaults: true, arrays: true, objects: true };
    const { v1 } = grpc.loadPackageDefinition(loader.fromJSON(descriptor(), options)).runtime as Message;
    const make = (name: ServiceName) =>
      new v1[name](`unix:${socket}`, grpc.credentials.createInsecure(), CHANNEL);
    return new CriClient(socket, {
      RuntimeService: make("RuntimeService"),
      ImageService: make("ImageService"),
    });
  }

  private constructor(socket: string, services: Readonly<Record<ServiceName, Service>>) {
    this.socket = socket;
    this.#services = services;
  }

  /** @throws CriRefusal */
  ask(
    method: string,
    request: Message = {},
    name: DeadlineName = "answer of a CRI runtime",
  ): Promise<Message> {
    const service = this.#services[serviceOf(method)];
    return new Promise((resolve, reject) => {
      const options = { deadline: Date.now() + deadline(name) };
      service[method]?.(request, options, (error, answer) => {
        if (error) reject(new CriRefusal(error));
        else resolve(answer);
      });
    });
  }

  close(): void {
    for (const service of Object.values(this.#services)) service.close();
  }
}

/** A daemon that was killed and comes again is found at once; a channel is nobody else's, so that it is closed for sure. */
const CHANNEL = {
  "grpc.initial_reconnect_backoff_ms": 50,
  "grpc.min_reconnect_backoff_ms": 50,
  "grpc.max_reconnect_backoff_ms": 200,
  "grpc.use_local_subchannel_pool": 1,
};
