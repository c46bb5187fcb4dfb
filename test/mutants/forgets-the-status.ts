import type { Runtime } from "../../lib/runtimes/runtime.ts";

/** A runtime, but that it tells whoever asks for a status afterwards that all went well. */
export function forgetsTheStatus(honest: Runtime): Runtime {
  return {
    name: honest.name,
    summary: honest.summary,
    detect: (namespace) => honest.detect(namespace),
    plan(cell) {
      const plan = honest.plan(cell);
      if ("cannot" in plan) return plan;
      return {
        ...plan,
        launch: async (spec, stdio, signal) => {
          const running = await plan.launch(spec, stdio, signal);
          return Object.create(running, {
            status: { value: async () => ({ kind: "exit", code: 0 }) },
          });
        },
      };
    },
  };
}
