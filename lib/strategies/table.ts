import { closed } from "./closed.ts";
import { directFile } from "./direct-file.ts";
import { fifo } from "./fifo.ts";
import { nullDevice } from "./null.ts";
import { pty } from "./pty.ts";
import { ptyRelay } from "./pty-relay.ts";
import { redirect } from "./redirect.ts";
import { shimPipe } from "./shim-pipe.ts";
import { socket } from "./socket.ts";
import type { Strategy } from "./strategy.ts";

export const strategies: readonly Strategy[] = [
  directFile,
  shimPipe,
  redirect,
  fifo,
  socket,
  pty,
  ptyRelay,
  nullDevice,
  closed,
];
