import bash from "./fd012.bash";
import fish from "./fd012.fish";
import zsh from "./fd012.zsh";

/** What makes a shell complete fd012. The text knows no name of fd012's: it asks the program that is about to be called, by `fd012 complete`. */
export const shells: readonly { readonly name: string; readonly script: string }[] = [
  { name: "bash", script: bash },
  { name: "zsh", script: zsh },
  { name: "fish", script: fish },
];
