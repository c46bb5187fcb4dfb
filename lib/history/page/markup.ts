import { visible } from "../../reporters/visible-text.ts";

/** HTML that is finished: everything else that is put into a page is text, and is escaped. */
export class Markup {
  readonly html: string;

  constructor(html: string) {
    this.html = html;
  }
}

export type Content = Markup | string | number | null | readonly Content[];

/** A template of HTML: what is put into it is text, whoever chose it, unless it is Markup itself. */
export function html(parts: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  const text = parts.map((part, index) => part + (index < contents.length ? htmlOf(contents[index]) : ""));
  return new Markup(text.join(""));
}

function htmlOf(content: Content | undefined): string {
  if (content === null || content === undefined) return "";
  if (content instanceof Markup) return content.html;
  if (typeof content === "object") return content.map(htmlOf).join("");
  return escapeHtml(String(content));
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}
