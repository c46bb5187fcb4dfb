import { OWNER_LABEL } from "../../host/owner.ts";
import { removeEach } from "../remove-each.ts";
import type { Cleaned, IsDead } from "../runtime.ts";
import type { Engine } from "./engine.ts";
import { answered, ask } from "./http.ts";
import { LABEL } from "./options.ts";

/** Removes the containers of runs that are gone, running or not. */
export async function cleanContainers({ docker }: Engine, isDead: IsDead): Promise<Cleaned> {
  const asked = { all: true, filters: { label: [LABEL] } };
  const containers = await answered("docker ps", (abortSignal) =>
    docker.listContainers({ ...asked, abortSignal }),
  );
  const dead = containers.filter(({ Labels }) => isDead(Labels[LABEL] ?? "", Labels[OWNER_LABEL] ?? ""));
  return removeEach(
    dead.map(({ Id, Names }) => ({
      what: `docker container ${Names[0]?.slice(1) ?? Id}`,
      remove: () =>
        answered("docker rm", (abortSignal) =>
          docker.getContainer(Id).remove({ force: true, v: true, abortSignal }),
        ),
    })),
  );
}

/** Removes the images that runs have loaded; those that a container still uses are left and told. */
export async function cleanImages({ docker, socket }: Engine): Promise<Cleaned> {
  const asked = { filters: { reference: ["localhost/fd012/*"] } };
  const images = await answered("docker images", (abortSignal) =>
    docker.listImages({ ...asked, abortSignal }),
  );
  return removeEach(
    images
      .flatMap(({ RepoTags }) => RepoTags ?? [])
      .map((tag) => ({
        what: `docker image ${tag}`,
        remove: () => answered("docker rmi", (signal) => ask("DELETE", socket, `/images/${tag}`, signal)),
      })),
  );
}
