import type { CaseResult } from "../../../results/schema.ts";
import { visible } from "../../visible-text.ts";
import { HarmNames } from "./harm-list.tsx";
import { hueOf, markOf, markSign } from "./mark.ts";

interface Props {
  results: readonly CaseResult[];
  openId: string;
  onOpen: (id: string) => void;
}

/** The cases of one test on one runtime. Those that were skipped are one line, and lead to the first of them. */
export function MatrixCell({ results, openId, onOpen }: Props) {
  const ran = results.filter(({ verdict }) => verdict !== "skip");
  const skipped = results.filter(({ verdict }) => verdict === "skip");
  const [first] = skipped;
  const isOpen = (result: CaseResult) => result.id === openId;
  return (
    <>
      {ran.map((result) => (
        <CellButton
          key={result.id}
          result={result}
          isOpen={isOpen(result)}
          onOpen={onOpen}
          words={visible(result.outcome ?? result.verdict)}
          way={results.length > 1}
        />
      ))}
      {first && (
        <CellButton
          result={skipped.find(isOpen) ?? first}
          isOpen={skipped.some(isOpen)}
          onOpen={onOpen}
          words={skipped.length > 1 ? `${skipped.length} skipped` : "skipped"}
          way={skipped.length === 1 && results.length > 1}
        />
      )}
    </>
  );
}

interface ButtonProps {
  result: CaseResult;
  isOpen: boolean;
  onOpen: (id: string) => void;
  words: string;
  /** Whether it says in which way it ran: where several stand in one cell. */
  way: boolean;
}

function CellButton({ result, isOpen, onOpen, words, way }: ButtonProps) {
  const { reason, id, strategy, filesystem } = result;
  const mark = markOf(result);
  return (
    <button
      type="button"
      class={`cell ${hueOf(result)}`}
      aria-expanded={isOpen}
      title={reason === null ? undefined : visible(reason)}
      onClick={() => onOpen(isOpen ? "" : id)}
    >
      <span class="sign">
        <span aria-hidden="true">{markSign(result)}</span>
        <span class="spoken">{mark}</span>
      </span>
      <span>
        {way && (
          <span class="way">
            {visible(strategy)} · {visible(filesystem)}
          </span>
        )}
        {words} <HarmNames result={result} />
      </span>
    </button>
  );
}
