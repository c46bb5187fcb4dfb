import type { Score, ScoreCell, ScoreRow } from "../../../results/score.ts";
import { folded, notRunLine } from "../../score-folded.ts";
import { faultName } from "../../score-names.ts";
import { scoreLegend, scoreSigns, scoreTitle } from "../../score-signs.ts";
import { visible } from "../../visible-text.ts";
import { moveFocus } from "./move-focus.ts";
import { anyFilter, type Filter } from "./selection.ts";

interface Props {
  score: Score;
  /** Shows the cases behind a cell, and nothing else. */
  onShow: (filter: Filter) => void;
}

/** Faults against wirings, or against runtimes: what people see first. A cell leads to the cases behind it. */
export function ScoreTable({ score: whole, onShow }: Props) {
  const fold = folded(whole);
  const { score } = fold;
  const notRun = notRunLine(fold);
  return (
    <section class="score">
      <h2>Score</h2>
      <div class="scroll">
        <table onKeyDown={moveFocus}>
          <thead>
            <tr>
              <th scope="col" class="heading">
                fault
              </th>
              {score.columns.map((name) => (
                <th key={name} scope="col" class="heading">
                  {visible(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {score.rows.map((row) => (
              <tr key={JSON.stringify([row.fault, row.strategy])}>
                <th scope="row">
                  {faultName(row.fault)} {row.strategy !== null && <small>{visible(row.strategy)}</small>}
                </th>
                {row.cells.map((cell, index) => (
                  <td key={score.columns[index]}>
                    {cell && <Cell cell={cell} onShow={() => onShow(filterOf(score, row, index))} />}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {notRun !== null && <p class="legend not-run">{notRun}</p>}
      <p class="legend">Signs: {scoreLegend(score)}</p>
    </section>
  );
}

function Cell({ cell, onShow }: { cell: ScoreCell; onShow: () => void }) {
  const title = scoreTitle(cell);
  return (
    <button type="button" class="signs" title={title} aria-label={title} onClick={onShow}>
      {scoreSigns(cell).map(({ sign, style, isBad }, index) => (
        <span key={index} class={isBad ? `on-${style} bad` : `on-${style}`} aria-hidden="true">
          {sign}
        </span>
      ))}
    </button>
  );
}

function filterOf({ across, columns }: Score, { fault, strategy }: ScoreRow, index: number): Filter {
  const column = columns[index] as string;
  return {
    ...anyFilter,
    fault: fault ?? "",
    runtimes: new Set(across === "runtime" ? [column] : []),
    only: { strategy: across === "strategy" ? column : (strategy as string) },
  };
}
