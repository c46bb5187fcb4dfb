import t from "tap";
import { difference } from "../../lib/judge/gives.ts";

const words = (got: string, wanted: string) => difference(Buffer.from(got), Buffer.from(wanted));

t.test("what differs is said by amounts and places", async (t) => {
  t.equal(words("a\n", "a\nb\n"), "2 bytes of 4: the rest is missing");
  t.equal(words("a\nb\n", "a\n"), "4 bytes of 2: more than was to come");
  t.equal(
    words("a\nc\nc\n", "a\nb\nc\n"),
    "6 bytes of 6, the same up to byte 2; 1 lines of it are missing, 1 are foreign or there once more",
  );
});
