import { withoutCommands } from "../log-commands.ts";
import type { PageData } from "./page-data.ts";

/** Stands in the template where the data go; a data block is never executed, whatever it holds. */
export const PLACE = '<script type="application/json" id="run"></script>';

/** The page with its data in it. */
export function embed(data: PageData, template: string): string {
  const place = template.indexOf(PLACE);
  if (place < 0) throw new Error("the report's template has no place for the data: run `npm run build`");
  const inside = place + PLACE.indexOf("</script>");
  return template.slice(0, inside) + scriptSafe(data) + template.slice(inside);
}

/**
 * JSON that an HTML parser cannot leave: without `<` there is neither `</script` nor `<!--` (HTML, "Restrictions for
 * contents of script elements"). JSON.stringify escapes NULs and lone surrogates already.
 */
function scriptSafe(data: PageData): string {
  return withoutCommands(JSON.stringify(data).replaceAll("<", "\\u003c"));
}
