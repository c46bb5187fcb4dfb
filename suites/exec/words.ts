/** What most of these claims are about: an instant program, wired by pipes, as whoever reads its output wires it. */
export const common = {
  level: "MUST",
  strategies: ["shim-pipe"],
  filesystems: ["local"],
  needs: ["exec"],
  program: "actor",
  workload: "actor",
} as const;
