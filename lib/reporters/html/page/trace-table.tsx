import type { TraceEvent } from "../../../results/schema.ts";
import { visible } from "../../visible-text.ts";

/** The kernel's trace as it was read, repetitions counted. */
export function TraceTable({ trace }: { trace: readonly TraceEvent[] }) {
  if (trace.length === 0) return null;
  return (
    <details>
      <summary>The trace: {trace.length} events</summary>
      <div class="scroll">
        <table class="ledger trace">
          <thead>
            <tr>
              <th scope="col">seconds</th>
              <th scope="col">thread</th>
              <th scope="col">event</th>
              <th scope="col">times</th>
            </tr>
          </thead>
          <tbody>
            {trace.map(({ seconds, thread, name, fields, times = 1 }, index) => (
              <tr key={`${index} ${name}`}>
                <td>{seconds.toFixed(6)}</td>
                <td>{thread}</td>
                <td class="text">
                  {name}{" "}
                  <small>
                    {visible(
                      Object.entries(fields)
                        .map(([key, value]) => `${key}=${value}`)
                        .join(" "),
                    )}
                  </small>
                </td>
                <td>{times}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
