/**
 * Orders versions as they occur in runs: releases (`1.21`), what distributions make of them (`1.6.20~ds1`, `1.1.5+ds1-1+deb12u1`), engines that name
 * their parts (`4.3.1 (conmon 2.1.12, crun 1.8.1)`), kernels (`6.1.0-13-amd64`). Below zero where the first is older; zero where nothing tells which is.
 * No semantic versions: to those `1.21` is none, and all behind `+` is equal.
 */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [one, other].map(orderable) as [string, string];
  const [[mainA, partsA], [mainB, partsB]] = [split(a), split(b)];
  return compareWords(mainA, mainB) || compareWords(partsA, partsB);
}

/** A version as people say it: without the commit, which has no order. */
export function shortVersion(version: string): string {
  return version.replace(/\s+commit[: ]\S*/, "").trim();
}

/** A repacked source is the same release (`1.6.20~ds1`, `+dfsg1`); a release candidate comes before its release, as Debian writes it: `~rc1`. */
function orderable(version: string): string {
  return shortVersion(version)
    .replace(/^(?:release-|v(?=\d))/, "")
    .replace(/[~+](?:ds|dfsg)\.?\d*/g, "")
    .replace(/[-.~]?(alpha|beta|dev|pre|rc)(?=[-.\d]|$)/g, "~$1");
}

function split(version: string): [string, string] {
  const [main = "", ...parts] = version.split(" (");
  return [main, parts.join(" ")];
}

/** As dpkg compares: runs of digits by their value; of the rest, `~` before the end, the end before letters, letters before all else. */
function compareWords(one: string, other: string): number {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  if (startsWithDigit(a) !== startsWithDigit(b)) (startsWithDigit(a) ? a : b).unshift("");
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const order = compareWord(a[index] ?? "", b[index] ?? "");
    if (order !== 0) return order;
  }
  return 0;
}

function wordsOf(text: string): string[] {
  return text.match(/\d+|\D+/g) ?? [];
}

function startsWithDigit([first = "0"]: readonly string[]): boolean {
  return /^\d/.test(first);
}

function compareWord(one: string, other: string): number {
  if (/^\d*$/.test(one) && /^\d*$/.test(other)) return compareNumbers(one, other);
  const length = Math.max(one.length, other.length);
  for (let index = 0; index < length; index++) {
    const order = rank(one[index]) - rank(other[index]);
    if (order !== 0) return order;
  }
  return 0;
}

// A date in a version has more digits than a float holds safely: by length first.
function compareNumbers(one: string, other: string): number {
  const [a, b] = [one, other].map((text) => text.replace(/^0+/, "")) as [string, string];
  return a.length - b.length || (a < b ? -1 : Number(a > b));
}

function rank(character: string | undefined): number {
  if (character === "~") return -1;
  if (character === undefined || /\d/.test(character)) return 0;
  const code = character.codePointAt(0) as number;
  return /[a-z]/i.test(character) ? code : code + 0x11_0000;
}
