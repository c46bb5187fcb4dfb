import { memo } from "preact/compat";
import { useState } from "preact/hooks";
import type { CaseResult } from "../../../results/schema.ts";
import { kindSigns } from "../../verdict-signs.ts";
import { visible } from "../../visible-text.ts";
import { type Column, columnsOf, type Row, rowsOf } from "./columns.ts";
import { useGrowing } from "./growing.ts";
import { MARKS, markOf } from "./mark.ts";
import { MatrixCell } from "./matrix-cell.tsx";
import { moveFocus } from "./move-focus.ts";
import { unrunOf } from "./unrun.ts";

interface Props {
  suite: string;
  title: string | null;
  results: readonly CaseResult[];
  openId: string;
  onOpen: (id: string) => void;
}

const ROWS_AT_ONCE = 40;

/** A suite's tests against the runtimes. Drawn again only where its own cases changed: a page may hold some thousands. */
export const SuiteMatrix = memo(function SuiteMatrix({ suite, title, results, openId, onOpen }: Props) {
  const [isWhole, setWhole] = useState(false);
  const every = columnsOf(results);
  const { ran, skipped, columns: used } = unrunOf(results);
  const isTable = isWhole || ran.length > 0;
  const columns = isWhole ? every : used;
  const rows = rowsOf(isWhole ? results : ran);
  const { most, end } = useGrowing<HTMLTableRowElement>(ROWS_AT_ONCE);
  return (
    <section class="suite">
      <h2>
        {visible(suite)} {title && <small>{visible(title)}</small>}
        <Tally results={results} />
      </h2>
      {isTable && (
        <div class="scroll">
          <table onKeyDown={moveFocus}>
            <Head columns={columns} />
            <tbody>
              {rows.slice(0, most).map((row) => (
                <TestRow key={row.test} {...{ row, columns, openId, onOpen }} />
              ))}
              {rows.length > most && (
                <tr ref={end}>
                  <td colSpan={columns.length + 1}>{rows.length - most} more tests …</td>
                </tr>
              )}
            </tbody>
          </table>
        </div>
      )}
      {(every.length > used.length || isWhole) && ran.length > 0 && (
        <p class="unrun">
          {every.length - used.length} of {every.length} columns ran nothing.{" "}
          <button type="button" aria-pressed={isWhole} onClick={() => setWhole(!isWhole)}>
            {isWhole ? "Show only what ran" : "Show all"}
          </button>
        </p>
      )}
      {!isWhole &&
        skipped.map(({ test, claim, reasons, first }) => (
          <p key={test} class="unrun" title={visible(claim)}>
            <span aria-hidden="true">{kindSigns.skip.sign}</span>{" "}
            <button
              type="button"
              aria-expanded={openId === first}
              onClick={() => onOpen(openId === first ? "" : first)}
            >
              {visible(test)}
            </button>{" "}
            skipped: {reasons.map(visible).join("; ")}
          </p>
        ))}
    </section>
  );
}, isSame);

function isSame(before: Props, after: Props): boolean {
  const isThere = ({ results, openId }: Props) => results.some(({ id }) => id === openId);
  return (
    before.results === after.results &&
    (before.openId === after.openId || (!isThere(before) && !isThere(after)))
  );
}

function Tally({ results }: { results: readonly CaseResult[] }) {
  const counts = MARKS.map((mark) => [mark, results.filter((one) => markOf(one) === mark).length] as const);
  return (
    <span class="tally">
      {counts
        .filter(([, count]) => count > 0)
        .map(([mark, count]) => (
          <span key={mark} class={mark}>
            <span aria-hidden="true">{kindSigns[mark].sign}</span> {count} <span class="spoken">{mark}</span>
          </span>
        ))}
    </span>
  );
}

function Head({ columns }: { columns: readonly Column[] }) {
  const hasImages = new Set(columns.map(({ image }) => image)).size > 1;
  return (
    <thead>
      <tr>
        <th scope="col" class="heading named">
          test
        </th>
        {columns.map(({ key, runtime, image }) => (
          <th key={key} scope="col" class="heading">
            {visible(runtime)}
            {hasImages && <small class="block">{visible(image)}</small>}
          </th>
        ))}
      </tr>
    </thead>
  );
}

type RowProps = Pick<Props, "openId" | "onOpen"> & { row: Row; columns: readonly Column[] };

function TestRow({ row: { test, claim, cells }, columns, openId, onOpen }: RowProps) {
  return (
    <tr>
      <th scope="row" class="named">
        <span class="test">{visible(test)}</span>
        <span class="claim" title={visible(claim)}>
          {visible(claim)}
        </span>
      </th>
      {columns.map(({ key }) => (
        <td key={key}>
          <MatrixCell results={cells.get(key) ?? []} {...{ openId, onOpen }} />
        </td>
      ))}
    </tr>
  );
}
