const STEPS: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Arrow keys in a table move the focus to the next cell in that direction that holds a button. */
export function moveFocus(event: KeyboardEvent): void {
  const step = STEPS[event.key];
  const from = event.target instanceof Element ? event.target.closest("td") : null;
  const row = from?.closest("tr");
  const rows = row?.closest("tbody")?.rows;
  if (!step || !from || !row || !rows) return;
  event.preventDefault();
  let y = row.sectionRowIndex + step[0];
  let x = from.cellIndex + step[1];
  for (let cell = rows[y]?.cells[x]; cell; x += step[1], y += step[0], cell = rows[y]?.cells[x]) {
    const button = cell.querySelector("button");
    button?.focus();
    if (button) return;
  }
}
