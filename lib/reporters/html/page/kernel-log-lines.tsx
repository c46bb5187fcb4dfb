import type { KernelLog } from "../../../results/schema.ts";
import { visible } from "../../visible-text.ts";

/** What the kernel's log says of the fault, and which instruction stands there; or why it says nothing. */
export function KernelLogLines({ kernelLog: { line, missing, instruction } }: { kernelLog: KernelLog }) {
  return (
    <>
      {line === null ? (
        <p class="missing">No line: {visible(missing ?? "the kernel printed none")}</p>
      ) : (
        <pre>{visible(line)}</pre>
      )}
      {instruction && (
        <p>
          <code>{visible(instruction.bytes)}</code> at {visible(instruction.file)}+0x
          {instruction.offset.toString(16)}
          {instruction.name && ` is ${visible(instruction.name)}`}
        </p>
      )}
    </>
  );
}
