import { suite } from "../lib/suite.ts";
import { answers } from "./stale-log/answers.ts";
import { controls } from "./stale-log/controls.ts";
import { exits } from "./stale-log/exits.ts";
import { streamsAndStatus } from "./stale-log/streams.ts";
import { writing } from "./stale-log/writing.ts";

export default suite("stale-log", "The log is deleted where it really lives", (test) => {
  exits(test);
  writing(test);
  streamsAndStatus(test);
  controls(test);
  answers(test);
});
