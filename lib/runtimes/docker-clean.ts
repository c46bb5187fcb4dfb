import { OWNER_LABEL } from "../host/owner.ts";
import type { Engine } from "./docker-engine.ts";
import { LABEL } from "./docker-options.ts";
import { removeEach } from "./remove-each.ts";
import type { Cleaned, IsDead } from "./runtime.ts";

/** Removes the containers of runs that are gone, running or not. */
export async function cleanContainers({ docker }: Engine, isDead: IsDead): Promise<Cleaned> {
  const containers = await docker.listContainers({ all: true, filters: { label: [LABEL] } });
  const dead = containers.filter(({ Labels }) => isDead(Labels[LABEL] ?? "", Labels[OWNER_LABEL] ?? ""));
  return removeEach(
    dead.map(({ Id, Names }) => ({
      what: `docker container ${Names[0]?.slice(1) ?? Id}`,
      remove: () => docker.getContainer(Id).remove({ force: true, v: true }),
    })),
  );
}

/** Removes the images that runs have loaded; those that a container still uses are left and told. */
export async function cleanImages({ docker }: Engine): Promise<Cleaned> {
  const images = await docker.listImages({ filters: { reference: ["localhost/fd012/*"] } });
  return removeEach(
    images
      .flatMap(({ RepoTags }) => RepoTags ?? [])
      .map((tag) => ({ what: `docker image ${tag}`, remove: () => docker.getImage(tag).remove() })),
  );
}
