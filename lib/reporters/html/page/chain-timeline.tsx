import type { Evidence } from "../../../results/schema.ts";
import { visible } from "../../visible-text.ts";

/** The chain from the first thing that went wrong to the fate: full dots were observed, hollow ones are inferred. */
export function ChainTimeline({ evidence: { chain, missing } }: { evidence: Evidence }) {
  return (
    <>
      {missing !== null && <p class="missing">No kernel trace: {visible(missing)}</p>}
      {chain.length > 0 && (
        <ol class="chain">
          {chain.map(({ text, backing, seconds }, index) => (
            <li key={`${index} ${text}`} class={backing}>
              <span class="time">{seconds === null ? "" : clock(seconds)}</span>
              <span class="dot" aria-hidden="true" />
              <span>
                {visible(text)} {backing === "inferred" && <small>inferred</small>}
              </span>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

function clock(seconds: number): string {
  if (seconds < 0.001) return `${Math.round(seconds * 1e6)} µs`;
  return seconds < 1 ? `${(seconds * 1000).toFixed(2)} ms` : `${seconds.toFixed(3)} s`;
}
