export const LEVEL_SIGNS = {
  "at risk": { sign: "✘", style: "red" },
  "not known": { sign: "?", style: "yellow" },
  safe: { sign: "✔", style: "green" },
} as const;
