/** What a driver says of this machine before it is used: what was found, or why not and how to get it. */
export type Detection = Found | Missing;

export interface Found {
  readonly found: true;
  /** Version as the thing itself prints it. */
  readonly version: string;
  /** Where it is: a path of a program or device. */
  readonly path?: string;
  /** Limits that hold on this machine, in words. */
  readonly note?: string;
}

export interface Missing {
  readonly found: false;
  /** One sentence: why it cannot be used here. */
  readonly reason: string;
  /** The one command or step that would cure it. */
  readonly remedy: string;
}
