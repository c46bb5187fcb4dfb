import { bwrapFamily } from "./bwrap.ts";
import { containerdFamily } from "./containerd/containerd.ts";
import { criFamily } from "./cri/cri.ts";
import { dockerFamily } from "./docker/docker.ts";
import type { RuntimeFamily } from "./family.ts";
import { haconiwaFamily } from "./haconiwa/haconiwa.ts";
import { lxcFamily } from "./lxc/lxc.ts";
import { nspawnFamily } from "./nspawn.ts";
import { ociFamily } from "./oci/oci.ts";
import { podmanFamily } from "./podman/podman.ts";
import { unshareFamily } from "./unshare/unshare.ts";

export const families: readonly RuntimeFamily[] = [
  unshareFamily,
  ociFamily,
  bwrapFamily,
  nspawnFamily,
  lxcFamily,
  haconiwaFamily,
  podmanFamily,
  dockerFamily,
  containerdFamily,
  criFamily,
];
