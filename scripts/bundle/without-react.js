/** tap would load React to print JSX elements, of which no claim has any; it asks node for it in a way that no bundle can hold. */
export const withoutReact = {
  name: "without React",
  /** @param {import("esbuild").PluginBuild} build */
  setup({ onLoad }) {
    onLoad({ filter: /tcompare\/dist\/esm\/react-element-to-jsx-string\.js$/ }, () => ({
      contents: "export default String;",
    }));
  },
};
