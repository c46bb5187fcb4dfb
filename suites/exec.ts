import { suite } from "../lib/suite.ts";
import { bytes } from "./exec/bytes.ts";
import { given } from "./exec/given.ts";
import { lifetimes } from "./exec/lifetimes.ts";
import { status } from "./exec/status.ts";

export default suite("exec", "What is executed beside PID 1", (test) => {
  given(test);
  status(test);
  lifetimes(test);
  bytes(test);
});
