import { suite } from "../lib/suite.ts";
import { giving } from "./monitor/giving-up.ts";
import { idling } from "./monitor/idling.ts";
import { holding } from "./monitor/resources.ts";
import { telling } from "./monitor/status-after.ts";

export default suite("monitor", "The processes between PID 1 and its caller", (test) => {
  holding(test);
  telling(test);
  giving(test);
  idling(test);
});
