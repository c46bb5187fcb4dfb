import { MARKS } from "./mark.ts";
import { anyFilter, type Filter, SWITCHES } from "./selection.ts";

/** What of the page an address leads to. */
export interface View {
  readonly filter: Filter;
  /** The case that is open; empty for none. */
  readonly openId: string;
}

/** As the fragment of the page's address, so that a link shows others the same. */
export function fragmentOf({ filter, openId }: View): string {
  const words = new URLSearchParams();
  if (openId) words.set("case", openId);
  if (filter.text) words.set("text", filter.text);
  for (const mark of filter.marks) words.append("verdict", mark);
  for (const runtime of filter.runtimes) words.append("runtime", runtime);
  if (filter.fault !== null) words.set("fault", filter.fault);
  for (const name of SWITCHES) {
    const value = filter.only[name];
    if (value !== undefined) words.set(name, value);
  }
  return words.toString();
}

/** What an address asks for; what it does not know is passed over. */
export function viewOf(fragment: string): View {
  const words = new URLSearchParams(fragment.replace(/^#/, ""));
  const only = SWITCHES.flatMap((name) => {
    const value = words.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  const asked = words.getAll("verdict");
  return {
    filter: {
      ...anyFilter,
      text: words.get("text") ?? "",
      marks: new Set(MARKS.filter((mark) => asked.includes(mark))),
      runtimes: new Set(words.getAll("runtime")),
      fault: words.get("fault"),
      only: Object.fromEntries(only),
    },
    openId: words.get("case") ?? "",
  };
}
