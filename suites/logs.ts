import { suite } from "../lib/suite.ts";
import { afterwards } from "./logs/afterwards.ts";
import { following } from "./logs/following.ts";
import { reading } from "./logs/reading.ts";

export default suite("logs", "Reading a container's output back from its engine", (test) => {
  reading(test);
  following(test);
  afterwards(test);
});
