import { type Declare, seesEnd } from "../../lib/suite.ts";

const BUFFER = 4_096;
const MUCH = 8 * 1024 * 1024;

/** A mode of the engine's that drops output. */
export function dropping(test: Declare): void {
  test(
    "lossy-tells",
    {
      claim: "Whether an engine that may drop output does so, and says it",
      level: "SEE",
      cites: [
        "docker's documentation, Configure logging drivers: in mode non-blocking messages are dropped once the buffer is full",
        "moby#52390: nobody is told how many were dropped",
      ],
      strategies: ["shim-pipe"],
      filesystems: ["local"],
      needs: ["lossy"],
      log: { lossyBuffer: BUFFER },
      fault: "the engine may drop output",
      program: "actor",
      workload: "actor",
      seconds: 60,
      acceptable: "Any loss is recorded, and whether the log says a word of it.",
      byHand: [
        `start it by docker run --log-opt mode=non-blocking --log-opt max-buffer-size=${BUFFER} …`,
        "let PID 1 write 8 MiB at once, and count what docker logs gives back",
      ],
    },
    async (t, { start, fact }) => {
      const pid1 = await start();
      await pid1.do({ do: "write", stream: "stdout", bytes: MUCH });
      const observed = await pid1.end();
      seesEnd(t, observed);
      const [stdout] = observed.ledger;
      const isTold = (stdout?.foreign ?? 0) > 0 || observed.said.trim() !== "";
      fact("the loss", (stdout?.lost ?? 0) === 0 ? "is none" : isTold ? "is said" : "is not said");
    },
  );
}
