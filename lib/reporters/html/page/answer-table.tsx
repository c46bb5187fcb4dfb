import { visible } from "../../visible-text.ts";

/** What the log's open descriptor answered, in the order in which it was asked. */
export function AnswerTable({ answers }: { answers: Readonly<Record<string, string>> }) {
  return (
    <table class="ledger">
      <thead>
        <tr>
          <th scope="col">operation</th>
          <th scope="col">answer</th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(answers).map(([operation, answer]) => (
          <tr key={operation}>
            <th scope="row">{visible(operation)}</th>
            <td class={answer === "ok" ? "" : "bad"}>{visible(answer)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
