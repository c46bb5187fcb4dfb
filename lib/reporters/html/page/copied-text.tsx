import { useState } from "preact/hooks";
import { visibleLines } from "../../visible-text.ts";

/** A text with a button that copies it as it is; where the browser does not let it, the text is selected instead. */
export function CopiedText({ text }: { text: string }) {
  const [told, setTold] = useState("");
  async function copy(button: HTMLElement) {
    try {
      await navigator.clipboard.writeText(text);
      setTold("copied");
    } catch {
      const pre = button.parentElement?.querySelector("pre");
      if (pre) getSelection()?.selectAllChildren(pre);
      setTold("selected: copy it with Ctrl-C");
    }
  }
  return (
    <div class="copied">
      <button type="button" class="chip" onClick={(event) => copy(event.currentTarget)}>
        Copy
      </button>
      <output>{told}</output>
      <pre>{visibleLines(text).join("\n")}</pre>
    </div>
  );
}
