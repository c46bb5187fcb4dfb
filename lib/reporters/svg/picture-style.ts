/** Colours of the text and of the signs' styles (colour.ts), on a ground that is not painted: the page's own shines through. */
export const COLOURS = {
  light: {
    text: "#1f2328",
    faint: "#59636e",
    green: "#116329",
    red: "#b3142d",
    yellow: "#855300",
    magenta: "#6f2da8",
    glyph: "#ffffff",
  },
  dark: {
    text: "#e6edf3",
    faint: "#9198a1",
    green: "#56d364",
    red: "#ff7b84",
    yellow: "#e3b341",
    magenta: "#d3a6ff",
    glyph: "#0d1117",
  },
} as const;

type Colours = Readonly<Record<keyof (typeof COLOURS)["light"], string>>;

// Fonts by name only, for a picture in a page may load none.
export const STYLE = `
${variables(COLOURS.light)}
@media (prefers-color-scheme: dark) { ${variables(COLOURS.dark)} }
text { fill: var(--text); font: 11.5px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", Helvetica, Arial, sans-serif }
.title { font-size: 15px; font-weight: 600 }
.heading { font-weight: 600 }
.small { fill: var(--faint); font-size: 10.5px }
.name { font-size: 11px; text-anchor: middle }
.stripe { fill: #808080; fill-opacity: .1 }
.rule { stroke: var(--faint); stroke-opacity: .5 }
.green { --hue: var(--green) } .red { --hue: var(--red) } .yellow { --hue: var(--yellow) }
.magenta { --hue: var(--magenta) } .dim { --hue: var(--faint) }
.line { fill: none; stroke: var(--hue); stroke-width: 1.4; stroke-linecap: round; stroke-linejoin: round }
#sign-not-seen .line { stroke-width: 2.6 }
.ground { fill: var(--hue) }
.bad .line { stroke: var(--glyph); stroke-width: 1.7 }
.frame .line { stroke-width: 1.5 }
.dashed .line { stroke-dasharray: 3 2 }
`;

function variables(colours: Colours): string {
  return `svg { ${Object.entries(colours)
    .map(([name, value]) => `--${name}: ${value}`)
    .join("; ")} }`;
}
