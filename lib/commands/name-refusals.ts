import { UsageError } from "../errors.ts";
import { imageOf } from "../images/spec.ts";
import { runtimeOf } from "../runtimes/spec.ts";
import { families } from "../runtimes/table.ts";

const OCI = "runc"; // What users call as they like is taken for an OCI runtime by its path.

/**
 * Why no run calls a runtime so, by what `--runtime` takes. An engine's OCI runtime is free: podman and containerd take any by its path, and docker's
 * daemon knows what its configuration says, so that nobody but the machine can tell a mistyped one.
 */
export function refusedRuntime(name: string, known = families): string | null {
  const base = name.replace(/[+@].*$/s, "");
  const isKnown = known.some(({ names }) => names.includes(base));
  return refusalOf(() => {
    const called = runtimeOf(isKnown ? name : OCI + name.slice(base.length), {}, known).name;
    return isKnown && called !== name ? `a run calls it ${called}` : null;
  });
}

/** Why no run can be asked for an image of that name, by what `--image` takes. */
export function refusedImage(asked: string): string | null {
  return refusalOf(() => {
    const { name, version, versions } = imageOf(asked);
    if (version === null || versions?.test(version)) return null;
    return versions ? `${name} has no version "${version}"` : `${name} takes no version`;
  });
}

function refusalOf(look: () => string | null): string | null {
  try {
    return look();
  } catch (error) {
    if (error instanceof UsageError) return error.message.replace(/\.$/, "");
    throw error;
  }
}
