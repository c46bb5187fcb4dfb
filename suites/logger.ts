import { suite } from "../lib/suite.ts";
import { dropping } from "./logger/dropping.ts";
import { failing } from "./logger/failing.ts";

export default suite("logger", "The program that takes PID 1's output", (test) => {
  failing(test);
  dropping(test);
});
