import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { countWords } from "../../../results/count-words.ts";
import { isDeadly } from "../../../results/harm-words.ts";
import { kindOf } from "../../../results/kind.ts";
import { failOnSentence } from "../../../results/objections.ts";
import type { RunFile } from "../../../results/schema.ts";
import { scoreOf } from "../../../results/score.ts";
import { uncheckedAssertions } from "../../../results/unchecked.ts";
import { kindSigns } from "../../verdict-signs.ts";
import { visible } from "../../visible-text.ts";
import { GateNotice } from "./gate-notice.tsx";
import { KindLegend } from "./kind-legend.tsx";
import { ScoreTable } from "./score-table.tsx";
import type { Filter } from "./selection.ts";

interface Props {
  run: RunFile;
  onOpen: (id: string) => void;
  onShow: (filter: Filter) => void;
}

/** The score first, then how many cases came out how, then what ran on what. */
export function RunHeader({ run: { head, tail, cases }, onOpen, onShow }: Props) {
  const score = useMemo(() => scoreOf(cases), [cases]);
  const isDead = cases.some((one) => kindOf(one) === "harmed" && isDeadly(one));
  const failOn = failOnSentence(tail.failOn);
  const { machine } = head;
  const user = machine.root ? "root" : "not root";
  return (
    <header>
      <h1>
        fd012 <small>{visible(head.run)}</small>
      </h1>
      {score && <ScoreTable score={score} onShow={onShow} />}
      <ul class="counts">
        {countWords(cases).map(({ kind, count, words }) => (
          <li key={kind} class={count === 0 ? "none" : kind === "harmed" && isDead ? "harmed deadly" : kind}>
            <strong>{count}</strong> {kindSigns[kind].sign} {words.slice(String(count).length + 1)}
          </li>
        ))}
      </ul>
      <KindLegend />
      <dl class="facts">
        <Fact name="Runtimes">
          {Object.entries(head.runtimes).map(([name, version]) => (
            <div key={name}>
              {visible(name)} <small>{visible(version)}</small>
            </div>
          ))}
        </Fact>
        <Fact name="Images">
          {Object.entries(head.images).map(([asked, found]) => (
            <div key={asked}>
              {visible(asked)} {asked !== found && <small>{visible(found)}</small>}
            </div>
          ))}
        </Fact>
        <Fact name="Machine">
          Linux {visible(machine.kernel)} {machine.architecture}
          <div>
            <small>
              {visible(machine.libc)} · node {visible(machine.node)} · {user} · cgroup{" "}
              {visible(machine.cgroup)}
            </small>
          </div>
        </Fact>
        <Fact name="Run">
          <time dateTime={head.started}>{head.started.replace("T", " ").replace(/\.\d+Z$/, " UTC")}</time>
          <div>
            <small>
              {(tail.milliseconds / 1000).toFixed(1)} s · {cases.length} cases · suite {visible(head.suite)}
            </small>
          </div>
        </Fact>
        <Fact name="Command">
          <code>{visible(head.command.join(" "))}</code>
        </Fact>
      </dl>
      {tail.interrupted && <p class="notice broken">The run was interrupted: what is missing did not run.</p>}
      {tail.gate && <GateNotice gate={tail.gate} {...{ cases, onOpen }} />}
      {failOn !== null && <p class="notice broken">{failOn}.</p>}
      <Notes run={{ head, tail, cases }} />
    </header>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Notes({ run: { tail, cases } }: { run: RunFile }) {
  const unchecked = uncheckedAssertions(cases);
  return (
    <>
      {tail.problems.length > 0 && (
        <div class="notice error">
          <strong>Problems of the suite itself</strong>
          <ul>
            {tail.problems.map((problem) => (
              <li key={problem}>{visible(problem)}</li>
            ))}
          </ul>
        </div>
      )}
      {unchecked.length > 0 && (
        <details class="notice skip">
          <summary>
            Not checked in cases that ran: {unchecked.reduce((sum, { times }) => sum + times, 0)} assertions
          </summary>
          <ul>
            {unchecked.map(({ name, reason, times }) => (
              <li key={name + reason}>
                {visible(name)} ({times}×): {visible(reason)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
