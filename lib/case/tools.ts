import type { Harm } from "../results/schema.ts";
import { StartFailed } from "../runtimes/runtime.ts";
import type { FarReader } from "../strategies/strategy.ts";
import type { Log, Tools } from "../suite.ts";
import type { Case } from "./case.ts";
import type { CaseLife } from "./case-life.ts";

/** What a claim's body gets. @param told takes the harms that only the claim knows of */
export function toolsOf(one: Case, life: CaseLife, told: Harm[]): Tools {
  const { log } = life;
  const both = ["stdout", "stderr"] as const;
  const caseLog: Log = {
    deleteOnServer: (stream) => {
      for (const each of stream ? [stream] : both) {
        life.recording.deletedOnServer(each);
        log.deleteOnServer(each);
      }
    },
    deleteThroughMount: async (stream) => {
      for (const each of stream ? [stream] : both) {
        life.recording.deletedThroughMount(each);
        await log.deleteThroughMount(each);
      }
    },
    text: (stream) => log.text(stream, life.stdio),
    faults: log.faults,
    fill: () => {
      life.recording.filled();
      log.fill();
    },
    stopServer: async () => {
      life.recording.stoppedServer();
      await log.stopServer();
    },
  };
  return {
    image: one.image,
    strategy: one.strategy.name,
    filesystem: one.filesystem.name,
    log: caseLog,
    reader: {
      close: async () => {
        life.recording.signalledReader("KILL");
        await readerOf(life).end();
      },
      stop: () => {
        life.recording.signalledReader("STOP");
        readerOf(life).stop();
      },
      goOn: () => {
        life.recording.signalledReader("CONT");
        readerOf(life).goOn();
      },
    },
    start: () => life.start(),
    startUnlessRefused: () => life.start().catch((error) => refusal(error, life)),
    harm: (harm, amount, text) => void told.push({ harm, amount, text }),
  };
}

function readerOf({ stdio }: CaseLife): FarReader {
  if (!stdio?.reader) throw new Error("the suite does not read PID 1's pipes in this wiring");
  return stdio.reader;
}

function refusal(error: unknown, life: CaseLife): null {
  if (!(error instanceof StartFailed) || !error.isRefusal) throw error;
  life.refusal = { said: error.said.trim(), left: error.left };
  return null;
}
