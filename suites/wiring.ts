import { suite } from "../lib/suite.ts";
import { above } from "./wiring/above.ts";
import { callersOwn } from "./wiring/caller.ts";
import { closed } from "./wiring/closed.ts";
import { given } from "./wiring/given.ts";
import { ofTheProcess } from "./wiring/process.ts";
import { reopening } from "./wiring/reopening.ts";
import { stdin } from "./wiring/stdin.ts";

export default suite("wiring", "What PID 1 is given", (test) => {
  given(test);
  closed(test);
  stdin(test);
  callersOwn(test);
  ofTheProcess(test);
  above(test);
  reopening(test);
});
