import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { cached } from "./cache.ts";
import type { Image } from "./image.ts";

/** An image as engines load it: no registry is asked. */
export interface ArchivedImage {
  /** A docker-archive (moby image specification 1.2), which `docker load`, `podman load` and `ctr image import` all take. */
  readonly tar: string;
  /** Its name once loaded, tagged by content: `localhost/fd012/node:20.20.2-0123456789ab`. */
  readonly reference: string;
}

const architectures: Record<string, string> = { x64: "amd64", arm64: "arm64" }; // GOARCH, as the specification wants it.

/** Packs an image's rootfs once; afterwards it is found in the cache. */
export function archiveOf(image: Image): ArchivedImage {
  const key = basename(dirname(image.rootfs)); // node-20.20.2-0123456789ab
  const reference = `localhost/fd012/${key.replace("-", ":")}`;
  return {
    tar: join(
      cached(`archives/${key}`, (directory) => pack(image, reference, directory)),
      "image.tar",
    ),
    reference,
  };
}

function pack(image: Image, reference: string, directory: string): void {
  const { entrypoint: Entrypoint, rootfs, architecture } = image;
  writeArchive(join(directory, "image.tar"), rootfs, reference, { Entrypoint }, architecture);
}

/** @param file of the archive, beside which there is room for what goes into it @param config of the image, as the specification has it */
export function writeArchive(
  file: string,
  rootfs: string,
  reference: string,
  config: Readonly<Record<string, unknown>>,
  architecture: string = process.arch,
): void {
  const content = `${file}.content`;
  mkdirSync(content);
  tar(join(content, "layer.tar"), rootfs, ".");
  const digest = createHash("sha256")
    .update(readFileSync(join(content, "layer.tar")))
    .digest("hex");
  const whole = {
    architecture: architectures[architecture] ?? architecture,
    os: "linux",
    config: { ...config, Labels: { fd012: "image" } },
    rootfs: { type: "layers", diff_ids: [`sha256:${digest}`] },
  };
  writeFileSync(join(content, "config.json"), JSON.stringify(whole));
  const manifest = [{ Config: "config.json", RepoTags: [reference], Layers: ["layer.tar"] }];
  writeFileSync(join(content, "manifest.json"), JSON.stringify(manifest));
  tar(file, content, "config.json", "manifest.json", "layer.tar");
  rmSync(content, { recursive: true });
}

// The same tree gives the same archive, whoever packs it and when.
function tar(file: string, directory: string, ...names: string[]): void {
  const same = ["--sort=name", "--mtime=@0", "--owner=0", "--group=0", "--numeric-owner"];
  execFileSync("tar", [...same, "-cf", file, "-C", directory, ...names]);
}
