import { bwrapFamily } from "./bwrap.ts";
import { containerdFamily } from "./containerd.ts";
import { dockerFamily } from "./docker.ts";
import type { RuntimeFamily } from "./family.ts";
import { haconiwaFamily } from "./haconiwa.ts";
import { lxcFamily } from "./lxc.ts";
import { nspawnFamily } from "./nspawn.ts";
import { ociFamily } from "./oci.ts";
import { podmanFamily } from "./podman.ts";
import { unshareFamily } from "./unshare.ts";

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
];
