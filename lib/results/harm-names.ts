/** What a user would complain about, the worst first. */
export const HARMS = [
  "hang",
  "died",
  "false-status",
  "refused",
  "lost",
  "undelivered",
  "altered",
  "leaked",
  "host-changed",
  "spin",
  "late",
] as const;
