import { OWNER_LABEL } from "../../host/owner.ts";
import { podman } from "../../host/podman.ts";
import { findProgram } from "../../host/programs.ts";
import { removeEach } from "../remove-each.ts";
import type { Cleaned, IsDead } from "../runtime.ts";
import { endRootless } from "./clean-rootless.ts";
import { endOrphans } from "./orphans.ts";

/** Every container carries it, and is found again by it. */
export const LABEL = "fd012";

/** Removes the containers of runs that are gone, running or not; root's, and what of another user's does not go with its run's directory. */
export async function cleanContainers(isDead: IsDead): Promise<Cleaned> {
  if (!isThere()) return nothing;
  const [roots, others] = [await cleanRoots(isDead), await endRootless(isDead)];
  return {
    removed: [...roots.removed, ...others.removed],
    problems: [...roots.problems, ...others.problems],
  };
}

async function cleanRoots(isDead: IsDead): Promise<Cleaned> {
  const format = `{{.ID}}\t{{.Names}}\t{{index .Labels "${LABEL}"}}\t{{index .Labels "${OWNER_LABEL}"}}`;
  const said = await podman("ps", "--all", "--no-trunc", "--filter", `label=${LABEL}`, "--format", format);
  const dead = linesOf(said)
    .map((line) => line.split("\t") as [string, string, string, string?])
    .filter(([, , label, owner = ""]) => isDead(label, owner));
  return removeEach(
    dead.map(([id, name]) => ({ what: `podman container ${name}`, remove: () => removeContainer(id) })),
  );
}

// A container whose end is just being noted is in no state to be removed: then the second try does it.
async function removeContainer(id: string): Promise<void> {
  const remove = () => podman("rm", "--force", "--ignore", id);
  await remove().catch(remove);
  await endOrphans(id);
}

/** Removes the images that runs have loaded; those that a container still uses are left and told. */
export async function cleanImages(): Promise<Cleaned> {
  if (!isThere()) return nothing;
  const filter = ["--filter", "reference=localhost/fd012/*"];
  const said = await podman("images", ...filter, "--format", "{{.Repository}}:{{.Tag}}");
  return removeEach(
    linesOf(said).map((name) => ({ what: `podman image ${name}`, remove: () => podman("rmi", name) })),
  );
}

const nothing: Cleaned = { removed: [], problems: [] };

// Without root it is driven by nobody, and to ask it would make a storage in the user's home.
function isThere(): boolean {
  return process.getuid?.() === 0 && findProgram("podman") !== null;
}

function linesOf(text: string): string[] {
  return text.split("\n").filter(Boolean);
}
