import type { Descriptor, Holder, Wiring } from "../../../results/schema.ts";
import { visible } from "../../visible-text.ts";

const ROW = 56;
const TARGET = { x: 214, width: 360 };
const MOST_SHOWN = 48;

/** fds 0–2 of a process and what they lead to; descriptors of one object lead into one box. @param of a short name for the process */
export function WiringPicture({ wiring: { streams, above }, of = "PID 1" }: { wiring: Wiring; of?: string }) {
  const height = streams.length * ROW;
  return (
    <>
      <svg
        class="wiring"
        viewBox={`0 0 580 ${height}`}
        role="img"
        aria-label={streams.map(sentence).join("; ")}
      >
        <rect class="box pid1" x="6" y="4" width="58" height={height - 8} rx="6" />
        <text class="middle" x="35" y={height / 2 + 4}>
          {of}
        </text>
        {streams.map((descriptor, index) => (
          <Wire key={descriptor.fd} descriptor={descriptor} y={index * ROW + ROW / 2} />
        ))}
        {objects(streams).map(({ descriptor, first, rows }) => (
          <Target key={descriptor.fd} descriptor={descriptor} y={first * ROW} height={rows * ROW} />
        ))}
      </svg>
      {above.length > 0 && (
        <details>
          <summary>{above.length} open above 2 once the workload was ready</summary>
          <ul class="above">
            {above.map((descriptor) => (
              <li key={descriptor.fd}>{sentence(descriptor)}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Wire({ descriptor, y }: { descriptor: Descriptor; y: number }) {
  const { fd, access, kind } = descriptor;
  const end = TARGET.x - 2;
  const start = 92;
  const tips = [
    ...(access === "read" || access === "read-write"
      ? [`M ${start + 8} ${y - 5} L ${start} ${y} l 8 5`]
      : []),
    ...(access === "write" || access === "read-write" ? [`M ${end - 8} ${y - 5} L ${end} ${y} l -8 5`] : []),
  ];
  return (
    <g>
      <circle class="box" cx="78" cy={y} r="13" />
      <text class="middle" x="78" y={y + 4}>
        {fd}
      </text>
      <path
        class={kind === "closed" ? "wire cut" : "wire"}
        d={`M ${start} ${y} H ${end} ${tips.join(" ")}`}
      />
      <text class="small middle" x={(start + end) / 2} y={y - 7}>
        {access ?? ""}
      </text>
      <text class="small middle" x={(start + end) / 2} y={y + 15}>
        {flags(descriptor)}
      </text>
    </g>
  );
}

function Target({ descriptor, y, height }: { descriptor: Descriptor; y: number; height: number }) {
  const { kind, target } = descriptor;
  const middle = y + height / 2;
  const held = holdersWords(descriptor);
  return (
    <g>
      <title>{[visible(target), held].filter(Boolean).join(", ")}</title>
      <rect class={`box ${kind}`} x={TARGET.x} y={y + 4} width={TARGET.width} height={height - 8} rx="6" />
      <text class="kind" x={TARGET.x + 12} y={middle - 3}>
        {kind}
      </text>
      <text class="small" x={TARGET.x + 12} y={middle + 14}>
        {shortened(visible(target))}
      </text>
      {held !== null && (
        <text class="small holders" x={TARGET.x + TARGET.width - 10} y={middle - 3}>
          {shortened(held)}
        </text>
      )}
    </g>
  );
}

// Neighbours only: fd 0 and fd 2 of one object around another fd 1 get a box each.
function objects(streams: readonly Descriptor[]): { descriptor: Descriptor; first: number; rows: number }[] {
  const found: { descriptor: Descriptor; first: number; rows: number }[] = [];
  for (const [index, descriptor] of streams.entries()) {
    const last = found.at(-1);
    const isSame = descriptor.identity !== null && last?.descriptor.identity === descriptor.identity;
    if (last && isSame && last.descriptor.target === descriptor.target) last.rows++;
    else found.push({ descriptor, first: index, rows: 1 });
  }
  return found;
}

function flags({ append, nonblock }: Descriptor): string {
  return [append ? "append" : "", nonblock ? "nonblock" : ""].filter(Boolean).join(" · ");
}

function sentence(descriptor: Descriptor): string {
  const { fd, kind, target, access } = descriptor;
  const seen = [`fd ${fd}: ${kind}`, visible(target), access ?? "", flags(descriptor)]
    .filter(Boolean)
    .join(" ");
  const held = holdersWords(descriptor);
  return held === null ? seen : `${seen}, ${held}`;
}

/** Who has the other end of a pipe: `read by tee (pid 4711)`. Null where nobody asked. Those with the same end as the process come last. */
function holdersWords({ holders, access }: Descriptor): string | null {
  if (holders === undefined) return null;
  if (holders === null) return "who has the other end is not known";
  if (holders.length === 0) return "nobody has the other end";
  const isOther = (holder: Holder) => holder.access !== access;
  return [...holders.filter(isOther), ...holders.filter((holder) => !isOther(holder))]
    .map((holder) => `${HOLDING[holder.access ?? "path"]} ${visible(holder.name)} (pid ${holder.pid})`)
    .join(", ");
}

const HOLDING = { read: "read by", write: "written by", "read-write": "open in", path: "open in" } as const;

function shortened(text: string): string {
  if (text.length <= MOST_SHOWN) return text;
  const half = (MOST_SHOWN - 1) / 2;
  return `${text.slice(0, Math.floor(half))}…${text.slice(-Math.ceil(half))}`;
}
