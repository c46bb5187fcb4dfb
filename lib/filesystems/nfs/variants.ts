/** nfs(5). */
export interface NfsVariant {
  readonly name: string;
  readonly summary: string;
  readonly version: number;
  /** Mount options that make the case, besides the version; null for the defaults. */
  readonly options: string | null;
  /** See Filesystem. */
  readonly variantOf?: string;
}

// With noac a deletion is seen at the next call; without it when the cached attributes have expired, seconds later.
export const nfsVariants: readonly NfsVariant[] = [
  {
    name: "nfs3",
    version: 3,
    options: "noac",
    summary: "the kernel's NFSv3, a server of the run's own",
  },
  {
    name: "nfs4",
    version: 4.2,
    options: "noac",
    summary: "the kernel's NFSv4.2, a server of the run's own",
  },
  {
    name: "nfs4.1",
    version: 4.1,
    options: "noac",
    summary: "the same by NFSv4.1",
    variantOf: "nfs4",
  },
  {
    name: "nfs4.0",
    version: 4.0,
    options: "noac",
    summary: "the same by NFSv4.0",
    variantOf: "nfs4",
  },
  {
    name: "nfs3+soft",
    version: 3,
    options: "noac,soft,timeo=30,retrans=0",
    summary: "NFSv3 that gives up after three seconds without an answer",
    variantOf: "nfs3",
  },
  {
    name: "nfs3+cached",
    version: 3,
    options: null,
    summary:
      "NFSv3 with attributes cached as by default, for 3 s or more; a deletion takes effect when they have expired",
    variantOf: "nfs3",
  },
  {
    name: "nfs3+actimeo",
    version: 3,
    options: "actimeo=1",
    summary: "NFSv3 with attributes cached for one second",
    variantOf: "nfs3",
  },
  {
    name: "nfs4+soft",
    version: 4.2,
    options: "noac,soft,timeo=30,retrans=0",
    summary: "NFSv4.2 that gives up after three seconds without an answer",
    variantOf: "nfs4",
  },
];
