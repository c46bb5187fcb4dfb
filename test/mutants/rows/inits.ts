import type { Row } from "./row.ts";

const seen = { own: ["SIGTERM reaches the program"], words: /"errno":11/ };

export const inits: readonly Row[] = [
  { mutant: "swallows-term", claims: ["inits/image"], strategy: "direct-file", seen },
  {
    mutant: "drops-the-init",
    claims: ["inits/image"],
    strategy: "direct-file",
    seen: { own: ["the program is not PID 1: an init is"], words: /^the program says that it is PID 1; / },
  },
  { mutant: "swallows-term", of: "podman", claims: ["inits/own"], strategy: "shim-pipe", seen },
  { mutant: "reports-0", claims: ["inits/npm"], strategy: "shim-pipe", seen: { harm: "false-status" } },
];
