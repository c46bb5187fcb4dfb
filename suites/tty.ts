import { suite } from "../lib/suite.ts";
import { callersTerminal } from "./tty/callers-terminal.ts";
import { given } from "./tty/given.ts";
import { hangUp } from "./tty/hang-up.ts";
import { output } from "./tty/output.ts";
import { relay } from "./tty/relay.ts";
import { starts } from "./tty/starts.ts";

export default suite("tty", "A terminal as fds 0–2", (test) => {
  given(test);
  output(test);
  hangUp(test);
  relay(test);
  callersTerminal(test);
  starts(test);
});
