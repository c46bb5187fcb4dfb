import { shells } from "../completion/scripts.ts";
import { findByName } from "../nearest-name.ts";

/** `fd012 completion SHELL`: prints the script. @throws UsageError `UNKNOWN_NAME` */
export function completion(shell: string): void {
  process.stdout.write(findByName("completion for the shell", shell, shells).script);
}
