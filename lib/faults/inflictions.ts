import type { Fault, Scene } from "./fault.ts";

type Undo = () => Promise<void> | void;

/** What was inflicted on one case and can be undone, in order. */
export class Inflictions {
  readonly #undos: Undo[] = [];

  /** @returns undoes it; where it cannot be undone, does nothing */
  async inflict(fault: Fault, scene: Omit<Scene, "undoneBy">): Promise<() => Promise<void>> {
    const own: Undo[] = [];
    const undoneBy = (undo: Undo) => {
      own.push(undo);
      this.#undos.push(undo);
    };
    await fault.inflict({ ...scene, undoneBy });
    return () => this.#undo(own);
  }

  /** Undoes all that is not undone yet, the latest first. Who waits for a server is answered, and can end. */
  undoAll(): Promise<void> {
    return this.#undo([...this.#undos]);
  }

  async #undo(undos: Undo[]): Promise<void> {
    for (const undo of undos.reverse()) {
      const at = this.#undos.indexOf(undo);
      if (at < 0) continue;
      this.#undos.splice(at, 1);
      await undo();
    }
  }
}
