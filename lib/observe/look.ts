import type { Channel } from "../control/channel.ts";
import type { ProgramName } from "../images/programs.ts";
import type { Placement, Wiring } from "../results/schema.ts";
import type { Stdio } from "../strategies/strategy.ts";
import { byOutsideNames } from "./detached-mount.ts";
import { withFarEnds } from "./far-ends.ts";
import { wiringInside } from "./own-view.ts";
import { placementInside, placementOf } from "./placement.ts";
import { observeWiring } from "./wiring.ts";

/** What was seen of it from outside, or told from inside. */
export interface Seen {
  readonly wiring: Wiring | null;
  readonly placement: Placement | null;
}

/** What a process holds open, and where it stands, as the host sees it. @param reach see MountNamespace */
export function lookAt(pid: number, { accepts: [own, ...others], reader }: Stdio, reach: Reach): Seen {
  const placement = placementOf(pid);
  try {
    const wiring = byOutsideNames(observeWiring(pid), own.rules, reach);
    const asked = [own, ...others].flatMap(({ rules }) => rules.flatMap(({ asksHolders }) => asksHolders));
    return { placement, wiring: withFarEnds(wiring, pid, asked, reader?.pid ?? null) };
  } catch {
    return { placement, wiring: null };
  }
}

type Reach = Parameters<typeof byOutsideNames>[2];

/** The same by the word of the workload, which is PID 1 unless npm or an init is. */
export function lookInside(program: ProgramName, channel: Channel): Seen {
  if (["npm", "init"].includes(program)) return { placement: null, wiring: null };
  const ready = channel.last("ready");
  return { placement: placementInside(ready?.pid), wiring: wiringInside(ready) };
}
