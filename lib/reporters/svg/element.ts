type Attributes = Readonly<Record<string, string | number>>;

/** Markup that `element` made; only such is put into a document unescaped. */
export interface Markup {
  readonly xml: string;
}

/** An element of XML. Text and values are escaped; whatever is illegal in XML has to be made visible before (visible-text.ts). */
export function element(
  name: string,
  attributes: Attributes,
  ...children: readonly (Markup | string)[]
): Markup {
  const head = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escaped(`${value}`)}"`)];
  const inside = children.map((child) => (typeof child === "string" ? escaped(child) : child.xml)).join("");
  return { xml: inside === "" ? `<${head.join(" ")}/>` : `<${head.join(" ")}>${inside}</${name}>\n` };
}

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character] as string);
}
