import type { StreamLedger } from "../../../results/schema.ts";
import { visible } from "../../visible-text.ts";

const COUNTS = ["acked", "stored", "lost"] as const;
const TROUBLES = ["torn", "duplicated", "reordered", "late", "foreign", "holes"] as const;

/** Troubles that did not happen get no column, a line says that they were looked for. */
export function LedgerTable({ ledger }: { ledger: readonly StreamLedger[] }) {
  const happened = TROUBLES.filter((trouble) => ledger.some((stream) => amount(stream, trouble) > 0));
  const absent = TROUBLES.filter((trouble) => !happened.includes(trouble));
  const columns = [...COUNTS, ...happened];
  const hasDelivered = ledger.some(({ delivered }) => delivered !== undefined);
  return (
    <>
      <table class="ledger">
        <thead>
          <tr>
            <th scope="col">stream</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
            {hasDelivered && <th scope="col">delivered</th>}
            <th scope="col">failed writes</th>
          </tr>
        </thead>
        <tbody>
          {ledger.map((stream) => (
            <tr key={stream.stream}>
              <th scope="row">{stream.stream}</th>
              {columns.map((column) => (
                <td key={column} class={amount(stream, column) > 0 && !isGood(column) ? "bad" : ""}>
                  {amount(stream, column).toLocaleString("en")}
                </td>
              ))}
              {hasDelivered && (
                <td class={(stream.delivered ?? stream.stored) < stream.stored ? "bad" : ""}>
                  {stream.delivered?.toLocaleString("en") ?? ""}
                </td>
              )}
              <td>{failed(stream)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {absent.length > 0 && <small>none {absent.join(", none ")}</small>}
    </>
  );
}

function amount(stream: StreamLedger, column: (typeof COUNTS | typeof TROUBLES)[number]): number {
  return stream[column] ?? 0;
}

function isGood(column: string): boolean {
  return column === "acked" || column === "stored";
}

function failed({ failed }: StreamLedger): string {
  const counts = Object.entries(failed).map(([errno, times]) => `${visible(errno)} ×${times}`);
  return counts.join(", ") || "0";
}
