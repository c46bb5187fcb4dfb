import t from "tap";
import { validateXML } from "xmllint-wasm";
import { COLOURS } from "../../../lib/reporters/svg/picture-style.ts";
import { scorePicture } from "../../../lib/reporters/svg/score-picture.ts";
import type { RunFile } from "../../../lib/results/schema.ts";
import { HOSTILE } from "../fixtures/hostile-text.ts";
import { diedBy, sampleCase } from "../fixtures/sample-case.ts";
import { sampleRun } from "../fixtures/sample-run.ts";

const run = sampleRun();

function withCases(...cases: RunFile["cases"]): RunFile {
  return { ...run, cases };
}

async function errorsIn(xml: string): Promise<string[]> {
  const { errors } = await validateXML({
    xml: { fileName: "score.svg", contents: xml },
    normalization: "format",
  });
  return errors.map(({ message }) => message);
}

t.test("it is well-formed whatever a name is, and asks for nothing outside it", async (t) => {
  const hostile = sampleCase({
    fault: HOSTILE,
    runtime: `"><script>${HOSTILE}`,
    harms: [diedBy("exit 127")],
  });
  for (const one of [run, withCases(), withCases(hostile)]) {
    const svg = scorePicture(one);
    t.same(await errorsIn(svg), []);
    t.notMatch(svg, /<(script|foreignObject|image|a)\b|url\(|@import|\son\w+=|href="[^#]/);
  }
  t.not((await errorsIn(`${scorePicture(run)}<`)).length, 0, "the validator finds errors");
});

t.test("a screen reader gets its name, and sentences that say what kills PID 1", async (t) => {
  const svg = scorePicture(run);
  t.match(svg, /^<svg [^>]*role="img" aria-labelledby="title desc">/);
  t.match(svg, /<title id="title">What each fault does to PID 1/);
  t.match(
    /<desc id="desc">(.*?)<\/desc>/s.exec(svg)?.[1],
    "The log file itself is fd 1. unshare: died by 2 faults (the log is deleted on its server; it is deleted, PID 1 writes on); lost by 1 fault. fd 1 is a pipe",
  );
  t.match(scorePicture(withCases()), /<desc id="desc">No case of this run had a fault\.<\/desc>/);
});

t.test("a harm is a filled shape, a square where PID 1 died, and the rest is a thin line", async (t) => {
  const svg = scorePicture(run);
  const shape = (name: string) => new RegExp(`<g id="sign-${name}".*?</g>`, "s").exec(svg)?.[0] ?? "";
  t.match(shape("died"), /<rect class="ground"/);
  t.match(shape("lost"), /<circle class="ground"/);
  t.match(shape("ok"), /<path/);
  t.notMatch(shape("ok"), /ground/);
});

t.test("it says on what it was measured", async (t) => {
  t.match(scorePicture(run), "Measured by fd012 0.1.0 on Linux 6.18.5 x64, glibc 2.36: unshare util-linux");
});

t.test("its colours stand out from the ground of a light page and of a dark one", async (t) => {
  for (const [scheme, ground] of [
    ["light", "#ffffff"],
    ["dark", "#0d1117"],
  ] as const) {
    const { glyph, ...colours } = COLOURS[scheme];
    for (const [name, colour] of Object.entries(colours)) {
      t.ok(contrast(colour, ground) >= 4.5, `${scheme} ${name}`);
      t.ok(name.match(/text|faint/) || contrast(colour, glyph) >= 3, `${scheme} ${name} under a glyph`);
    }
  }
});

// WCAG 2.2, "contrast ratio".
function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
