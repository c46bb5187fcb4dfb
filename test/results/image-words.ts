import t from "tap";
import { imageWords } from "../../lib/results/image-words.ts";

t.test("an image that was asked for by a shorter name is said, and no other", async (t) => {
  const images = { node: "node:20.20.2", abort: "abort", "node:12": "node:12.22.12" };
  t.equal(imageWords({ images }), "node is node:20.20.2, node:12 is node:12.22.12");
  t.equal(imageWords({ images: { abort: "abort" } }), "");
});
