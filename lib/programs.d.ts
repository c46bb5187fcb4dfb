// Programs in other languages are imported as their text, which is what a shell or perl gets as an argument: no path of this machine's
// has to be there, or be the same one, where they run. esbuild does it for the bundle, test/fixtures/typescript.js for tests.

declare module "*.sh" {
  const program: string;
  export default program;
}

declare module "*.bash" {
  const program: string;
  export default program;
}

declare module "*.zsh" {
  const program: string;
  export default program;
}

declare module "*.fish" {
  const program: string;
  export default program;
}

declare module "*.pl" {
  const program: string;
  export default program;
}
