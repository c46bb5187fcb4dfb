import type { CaseResult } from "../../../results/schema.ts";
import { countVerdicts, VERDICTS } from "../../../results/verdict-counts.ts";
import { verdictSigns } from "../../verdict-signs.ts";
import { visible } from "../../visible-text.ts";
import { type Column, columnsOf, isIn, runtimeSpans, type Span, strategySpans } from "./columns.ts";
import { moveFocus } from "./move-focus.ts";

interface Props {
  suite: string;
  title: string | null;
  results: readonly CaseResult[];
  openId: string;
  onOpen: (id: string) => void;
}

/** A suite's tests against the ways in which they ran. */
export function SuiteMatrix({ suite, title, results, openId, onOpen }: Props) {
  const columns = columnsOf(results);
  const counts = countVerdicts(results);
  const tests = [...new Set(results.map(({ test }) => test))];
  return (
    <section class="suite">
      <h2>
        {visible(suite)} {title && <small>{visible(title)}</small>}
        <span class="tally">
          {VERDICTS.filter((verdict) => counts[verdict] > 0).map((verdict) => (
            <span key={verdict} class={verdict}>
              {verdictSigns[verdict].sign} {counts[verdict]}
            </span>
          ))}
        </span>
      </h2>
      <div class="scroll">
        <table onKeyDown={moveFocus}>
          <Head columns={columns} />
          <tbody>
            {tests.map((test) => (
              <Row
                key={test}
                results={results.filter((result) => result.test === test)}
                {...{ columns, openId, onOpen }}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Head({ columns }: { columns: readonly Column[] }) {
  return (
    <thead>
      <tr>
        <th rowSpan={3} scope="col" class="heading named">
          test
        </th>
        <Spans of={runtimeSpans(columns)} />
      </tr>
      <tr>
        <Spans of={strategySpans(columns)} />
      </tr>
      <tr>
        {columns.map(({ runtime, strategy, filesystem }) => (
          <th key={`${runtime} ${strategy} ${filesystem}`} scope="col" class="heading">
            {visible(filesystem)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Spans({ of }: { of: readonly Span[] }) {
  return of.map(({ name, columns }, index) => (
    <th key={`${index} ${name}`} colSpan={columns} scope="colgroup" class="heading">
      {visible(name)}
    </th>
  ));
}

type RowProps = Pick<Props, "results" | "openId" | "onOpen"> & { columns: readonly Column[] };

function Row({ results, columns, openId, onOpen }: RowProps) {
  const [first] = results as [CaseResult];
  const hasImages = new Set(results.map(({ image }) => image)).size > 1;
  return (
    <tr>
      <th scope="row" class="named">
        <span class="test">{visible(first.test)}</span>
        <span class="claim" title={visible(first.claim)}>
          {visible(first.claim)}
        </span>
      </th>
      {columns.map((column) => (
        <td key={`${column.runtime} ${column.strategy} ${column.filesystem}`}>
          {results
            .filter((result) => isIn(result, column))
            .map((result) => (
              <Cell key={result.id} {...{ result, hasImages, onOpen }} isOpen={result.id === openId} />
            ))}
        </td>
      ))}
    </tr>
  );
}

interface CellProps {
  result: CaseResult;
  hasImages: boolean;
  isOpen: boolean;
  onOpen: (id: string) => void;
}

function Cell({ result, hasImages, isOpen, onOpen }: CellProps) {
  const { verdict, outcome, reason, id } = result;
  return (
    <button
      type="button"
      class={`cell ${verdict}`}
      aria-expanded={isOpen}
      title={reason === null ? undefined : visible(reason)}
      onClick={() => onOpen(isOpen ? "" : id)}
    >
      <span class="sign">
        <span aria-hidden="true">{verdictSigns[verdict].sign}</span>
        <span class="spoken">{verdict}</span>
      </span>
      <span>
        {hasImages && <span class="image">{visible(result.image)}</span>}
        {visible(outcome ?? (verdict === "skip" ? "skipped" : verdict))}
      </span>
    </button>
  );
}
