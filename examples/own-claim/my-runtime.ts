import {
  beyondReach,
  bindsOf,
  type ContainerSpec,
  foregroundScript,
  launchForeground,
  outputOf,
  passingOn,
  quoted,
  type Runtime,
  type RuntimeFamily,
} from "fd012/runtime";

/** What it can do; a case that asks for anything else is a skip. */
const reach = { strategies: ["direct-file", "shim-pipe"], places: ["pid1"] } as const;

/** A runtime of our own: namespaces and a root, and its own fds 0–2 are PID 1's. */
function runtimeOf(name: string): Runtime {
  return {
    name,
    summary: "unshare(1) and chroot(1)",
    async detect() {
      const version = (await outputOf(["unshare", "--version"])).split(" ").at(-1) ?? "";
      return { found: true, version };
    },
    plan: (cell) =>
      beyondReach(name, reach, cell) ??
      passingOn(cell.strategy, {
        launch: (spec, stdio, signal) =>
          launchForeground({ name, words: wordsFor(spec) }, spec, stdio, signal),
        byHand: (spec, given) => ({ start: foregroundScript({ words: wordsFor(spec) }, spec, given) }),
      }),
  };
}

function wordsFor(spec: ContainerSpec): string[] {
  const { rootfs, entrypoint } = spec.image;
  const nothing = { source: "/dev/null", target: "/dev/null", readOnly: false };
  const mounts = [...bindsOf(spec), nothing].map(({ source, target, readOnly }) =>
    ["mount", "--bind", ...(readOnly ? ["-o", "ro"] : []), source, rootfs + target].map(quoted).join(" "),
  );
  const script = [...mounts, 'mount -t proc proc "$1/proc"', 'exec chroot "$@"'].join("\n");
  const unshare = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--"];
  return [...unshare, "sh", "-ec", script, "my-runtime", rootfs, ...entrypoint, ...spec.args];
}

const family: RuntimeFamily = {
  names: ["my-runtime"],
  summary: "our runtime",
  variants: null,
  open: ({ name }) => runtimeOf(name),
};

export default family;
