import { type Content, html, type Markup } from "./markup.ts";

export interface ColumnHead {
  readonly title: string;
  readonly className?: "number" | "wide" | "wider";
}

/** A table in a box that scrolls by itself, also by keyboard, so that the page never scrolls sideways. The first cell of a row is its heading. */
export function table(
  label: string,
  columns: readonly ColumnHead[],
  rows: readonly (readonly Content[])[],
): Markup {
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0"><table>
<thead><tr>${columns.map(({ title, className }) => html`<th scope="col"${classOf(className)}>${title}</th>`)}</tr></thead>
<tbody>${rows.map(
    (cells) => html`
<tr>${cells.map((cell, index) => {
      const className = classOf(columns[index]?.className);
      return index === 0
        ? html`<th scope="row"${className}>${cell}</th>`
        : html`<td${className}>${cell}</td>`;
    })}</tr>`,
  )}</tbody></table></div>
`;
}

function classOf(name: string | undefined): Content {
  return name === undefined ? null : html` class="${name}"`;
}
