import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { failureSentence } from "../../../judge/failure-sentence.ts";
import { fateSentence } from "../../../results/fate-words.ts";
import { attemptLines } from "../../../results/flaky.ts";
import type { CaseResult, Observation } from "../../../results/schema.ts";
import { failedAssertions, isReasonOfAssertions } from "../../assertion-words.ts";
import { visible, visibleLines } from "../../visible-text.ts";
import { AnswerTable } from "./answer-table.tsx";
import { AssertionList } from "./assertion-list.tsx";
import { ChainTimeline } from "./chain-timeline.tsx";
import { CopiedText } from "./copied-text.tsx";
import { HarmList, HarmNames } from "./harm-list.tsx";
import { KernelLogLines } from "./kernel-log-lines.tsx";
import { LedgerTable } from "./ledger-table.tsx";
import { hueOf, markOf, markSign } from "./mark.ts";
import { TraceTable } from "./trace-table.tsx";
import { WiringPicture } from "./wiring-picture.tsx";

/** Everything that is known of a case. */
export function CaseDetails({ result, onClose }: { result: CaseResult; onClose: (() => void) | null }) {
  const { suite, test, runtime, strategy, filesystem, image, outcome, reason, observation } = result;
  const tries = attemptLines(result);
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    if (onClose) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <article class="details">
      {onClose && (
        <button type="button" class="close" onClick={onClose} aria-label="Close (Escape)">
          ✕
        </button>
      )}
      <h2 tabIndex={-1} ref={heading}>
        {visible(`${suite}/${test}`)}
      </h2>
      <p class="where">{[runtime, strategy, filesystem, image].map(visible).join(" · ")}</p>
      <p class={`result ${hueOf(result)}`}>
        <strong>
          <span aria-hidden="true">{markSign(result)}</span> {markWords(result)}
        </strong>
        {outcome && <span>{visible(outcome)}</span>}
        <HarmNames result={result} />
        <small>{(result.milliseconds / 1000).toFixed(2)} s</small>
      </p>
      {reason !== null && !isReasonOfAssertions(result) && <p class="reason">{visible(reason)}</p>}
      {failedAssertions(result).map((assertion) => (
        <p key={assertion.name} class="reason">
          {visible(failureSentence(assertion))}
        </p>
      ))}
      {result.harms.length > 0 && (
        <Part title="Harms">
          <HarmList result={result} />
        </Part>
      )}
      {tries.length > 0 && (
        <ol class="tries">
          {tries.map((line) => (
            <li key={line}>{visible(line)}</li>
          ))}
        </ol>
      )}
      <Claim result={result} />
      {observation && <Observed observation={observation} />}
      {result.others?.map(({ name, observation }) => (
        <Observed key={name} observation={observation} name={name} />
      ))}
      {result.assertions.length > 0 && (
        <Part title="Assertions">
          <AssertionList assertions={result.assertions} />
        </Part>
      )}
      <Text title="The runtime said" text={observation?.said ?? ""} />
      {result.repro !== null && (
        <Part title="By hand">
          <CopiedText text={result.repro} />
        </Part>
      )}
    </article>
  );
}

function markWords(result: CaseResult): string {
  const mark = markOf(result);
  if (mark === "error") return "error of the suite itself";
  return mark === "harmed" || mark === "flaky" ? `${result.verdict}, ${mark}` : mark;
}

function Claim({ result: { claim, level, cites } }: { result: CaseResult }) {
  return (
    <Part title="Claim">
      <p>
        <span class="level">{level}</span> {visible(claim)}
      </p>
      {cites.length > 0 && (
        <ul class="cites">
          {cites.map((cite) => (
            <li key={cite}>
              {/^https:\/\/\S+$/.test(cite) ? <a href={cite}>{visible(cite)}</a> : visible(cite)}
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

/** @param name of a further container, or of what was executed in one; absent for the case's own container */
function Observed({ observation, name }: { observation: Observation; name?: string }) {
  const { wiring, fate, ledger, evidence, leftovers, answers } = observation;
  const of = name === undefined ? "" : ` of ${visible(name)}`;
  return (
    <>
      {wiring && (
        <Part title={`Wiring${of || " of PID 1"}`}>
          <WiringPicture wiring={wiring} of={name?.startsWith("exec-") ? visible(name) : "PID 1"} />
        </Part>
      )}
      <Part title={`Fate${of}`}>
        <dl class="fate">
          <dt>actual</dt>
          <dd>{visible(fateSentence(fate.actual))}</dd>
          <dt>reported</dt>
          <dd>{visible(fateSentence(fate.reported))}</dd>
        </dl>
        <ChainTimeline evidence={evidence} />
        <TraceTable trace={evidence.trace} />
      </Part>
      {evidence.kernelLog && (
        <Part title={`The kernel's log${of}`}>
          <KernelLogLines kernelLog={evidence.kernelLog} />
        </Part>
      )}
      {answers && (
        <Part title="What the log's open descriptor answered">
          <AnswerTable answers={answers} />
        </Part>
      )}
      {ledger.length > 0 && (
        <Part title={`Ledger${of}, in bytes`}>
          <LedgerTable ledger={ledger} />
        </Part>
      )}
      {leftovers.length > 0 && (
        <Part title={`Left behind${of && ` after ${visible(name ?? "")}`}`}>
          <ul>
            {leftovers.map((leftover) => (
              <li key={leftover}>{visible(leftover)}</li>
            ))}
          </ul>
        </Part>
      )}
    </>
  );
}

function Part({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Text({ title, text }: { title: string; text: string }) {
  if (!text.trim()) return null;
  return (
    <Part title={title}>
      <pre>{visibleLines(text).join("\n")}</pre>
    </Part>
  );
}
