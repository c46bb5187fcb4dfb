import { OWNER_LABEL } from "../../host/owner.ts";
import { removeEach } from "../remove-each.ts";
import type { Cleaned, IsDead } from "../runtime.ts";
import type { CriClient } from "./client.ts";
import { removePod } from "./container.ts";
import { LABEL } from "./pod.ts";
import { answeringSockets, withClient } from "./sockets.ts";

interface Pod {
  readonly id: string;
  readonly metadata: { readonly name: string } | null;
  readonly labels: Readonly<Record<string, string>>;
}

/** Removes the pods of runs that are gone, with all that is in them, wherever on this machine a CRI runtime answers. */
export async function cleanPods(isDead: IsDead): Promise<Cleaned> {
  return everywhere(async (client) => {
    const { items }: { items: Pod[] } = await client.ask("ListPodSandbox");
    const dead = items.filter(
      ({ labels }) => LABEL in labels && isDead(labels[LABEL] ?? "", labels[OWNER_LABEL] ?? ""),
    );
    return removeEach(
      dead.map(({ id, metadata }) => ({
        what: `CRI pod ${metadata?.name ?? id}`,
        remove: () => removePod(client, id),
      })),
    );
  });
}

/** Removes the images that runs have loaded. */
export async function cleanPodImages(): Promise<Cleaned> {
  return everywhere(async (client) => {
    const { images }: { images: { repo_tags: string[] }[] } = await client.ask("ListImages");
    const tags = images.flatMap(({ repo_tags }) => repo_tags).filter((one) => one.startsWith(OURS));
    return removeEach(
      tags.map((image) => ({
        what: `CRI image ${image}`,
        remove: () => client.ask("RemoveImage", { image: { image } }),
      })),
    );
  });
}

const OURS = "localhost/fd012/";

async function everywhere(act: (client: CriClient) => Promise<Cleaned>): Promise<Cleaned> {
  const all: Cleaned[] = [];
  for (const socket of await answeringSockets()) all.push(await withClient(socket, act));
  return {
    removed: all.flatMap(({ removed }) => removed),
    problems: all.flatMap(({ problems }) => problems),
  };
}
