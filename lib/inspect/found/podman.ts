import { podman as ask } from "../../host/podman.ts";
import { findProgram } from "../../host/programs.ts";
import { type EngineList, notHere } from "./found.ts";

/** The caller's own; other users' are found by their conmon (parent.ts), without acting as them. */
export const podman: EngineList = {
  engine: "podman",
  async list() {
    if (!findProgram("podman")) return notHere("podman");
    try {
      const said = await ask("ps", "--format", "{{.Pid}} {{.Names}}");
      const lines = said.split("\n").filter(Boolean);
      const containers = lines.map((line) => {
        const [pid = "", name = ""] = line.split(" ");
        return { target: `podman:${name}`, pid: Number(pid), log: null };
      });
      return {
        engine: "podman",
        containers: containers.filter(({ pid }) => pid > 0),
        problem: null,
        isIdle: false,
      };
    } catch (error) {
      return { engine: "podman", containers: [], problem: (error as Error).message, isIdle: false };
    }
  },
};
