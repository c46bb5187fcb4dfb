const REASON = "fd012's bundle has no native code";

/**
 * ssh2, which docker's client loads, asks for two compiled modules and does without them where they are missing. They are left out whether this
 * machine could compile them or not: the bundle is the same everywhere, and fd012 speaks to no daemon by SSH.
 */
export const withoutNativeCode = {
  name: "without native code",
  /** @param {import("esbuild").PluginBuild} build */
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /\.node$|^cpu-features$/ }, ({ path }) => ({ path, namespace: "native" }));
    onLoad({ filter: /.*/, namespace: "native" }, ({ path }) => ({
      contents: `throw new Error(${JSON.stringify(`${path}: ${REASON}`)});`,
    }));
  },
};
