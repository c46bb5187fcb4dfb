import { type ArchivedImage, archiveOf } from "./archive.ts";
import type { Image } from "./image.ts";

/** What can take an image's archive: an engine, or one namespace of it. */
export interface ImageStore {
  /** Unique on the machine. */
  readonly name: string;
  has(reference: string): Promise<boolean>;
  load(archive: ArchivedImage): Promise<void>;
}

const loaded = new Map<string, Promise<string>>();

/**
 * The reference by which a store knows an image. It is asked first and loads the archive where it has to, once in a process however
 * many cases ask at the same time. References name their content, so two processes that load at once do the same thing twice. A
 * failure is remembered too: a full disk does not get emptier by another try.
 */
export function loadedReference(image: Image, store: ImageStore): Promise<string> {
  const key = `${store.name} ${image.rootfs}`;
  let reference = loaded.get(key);
  if (!reference) {
    reference = load(image, store);
    loaded.set(key, reference);
  }
  return reference;
}

async function load(image: Image, store: ImageStore): Promise<string> {
  const archive = archiveOf(image);
  if (!(await store.has(archive.reference))) await store.load(archive);
  return archive.reference;
}
