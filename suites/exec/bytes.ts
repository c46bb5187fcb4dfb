import { type Declare, endsBy, readerStopped } from "../../lib/suite.ts";
import { common } from "./words.ts";

// More than any pipe, socket or fifo on the way holds: what is not read when the program ends is somebody's to deliver.
const BYTES = 2 ** 22;

// Node takes milliseconds to end, in which what it wrote last may be read; a program in C is gone at once.
const writers = [
  { name: "bytes", program: "node", whose: "an executed program writes" },
  { name: "bytes-then-gone", program: "actor", whose: "an executed program that ends in an instant writes" },
] as const;

/** What it writes arrives. */
export function bytes(test: Declare): void {
  for (const { name, program, whose } of writers) {
    test(
      name,
      {
        claim: `${BYTES} bytes that ${whose} right before its exit all arrive at a slow reader`,
        ...{ ...common, program },
        cites: ["containerd#13931: the tail of an exec's output is lost", "moby#32923", "POSIX write()"],
        byHand: ["execute it on a pipe that nobody reads for a while", "compare what comes out"],
      },
      async (t, { start, inflict }) => {
        const pid1 = await start();
        const executed = await pid1.exec();
        const goOn = await inflict(readerStopped, executed);
        const written = executed.do({ do: "write", stream: "stdout", bytes: BYTES });
        await Promise.race([executed.blocked(), written]); // Who streams over a network holds more.
        await goOn();
        const observed = await executed.end();
        t.match(await written, { errno: 0 }, "every write(2) succeeded");
        endsBy(t, observed, { kind: "exit", code: 0 });
        const whole = { acked: BYTES, stored: BYTES, lost: 0, torn: 0, foreign: 0 };
        t.match(observed.ledger[0], whole, "all arrived");
        await pid1.end();
      },
    );
  }
}
