import { UsageError } from "../errors.ts";
import { findByName } from "../nearest-name.ts";
import { handedOver } from "./handed-over.ts";
import { type ImageKind, type ImageRequest, images } from "./table.ts";

const FORM = /^(?<kind>[a-z-]+)(?::(?<version>[^@]+))?(?:@libc=(?<libc>.+))?$/;

/**
 * What `--image` takes: KIND[:VERSION][@libc=VERSION].
 * @throws UsageError `UNKNOWN_NAME`, `IMAGE`
 */
export function imageOf(spec: string): ImageKind & ImageRequest {
  const { kind = spec, version = null, libc = null } = FORM.exec(spec)?.groups ?? {};
  if (!FORM.test(spec))
    throw new UsageError(
      "IMAGE",
      `"${spec}" is no image; write node, node:20, node:12.22.12, node:20@libc=2.41, abort, abort:static, actor, init:tini or npm.`,
    );
  const ready = handedOver(spec);
  const found = findByName("image", kind, images);
  return {
    ...{ ...found, version, libc },
    open: (request) => ({ ...(ready ?? found.open(request)), asked: spec }),
  };
}
