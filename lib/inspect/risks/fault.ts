import type { Inspection, Risk } from "../inspection.ts";

/** What one fault would do to a process that is wired so: a risk for each kind of descriptor that it concerns, none where it concerns none. */
export type FaultRisks = (inspection: Inspection) => Risk[];
