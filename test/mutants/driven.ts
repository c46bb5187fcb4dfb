import type { Plan, Running, Runtime } from "../../lib/runtimes/runtime.ts";

/** A runtime whose launch is another's. Of the container that it gives, what `change` returns is otherwise. */
export function driven(
  honest: Runtime,
  change: (running: Running) => Partial<Running>,
  launch: (plan: Plan) => Plan["launch"] = (plan) => plan.launch,
): Runtime {
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
          const running = await launch(plan)(spec, stdio, signal);
          const changed = Object.entries(change(running)).map(([name, value]) => [name, { value }] as const);
          return Object.create(running, Object.fromEntries(changed));
        },
      };
    },
  };
}
