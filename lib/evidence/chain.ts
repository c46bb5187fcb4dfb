import type { Link } from "../results/schema.ts";

/** Links in order; a link that repeats the one before it is counted instead of listed. */
export class Chain {
  readonly #links: (Link & { times: number })[] = [];

  get isEmpty(): boolean {
    return this.#links.length === 0;
  }

  isJust(text: string): boolean {
    return this.#links.length === 1 && this.#links[0]?.text === text;
  }

  add(name: string, text: string, backing: Link["backing"], seconds: number | null): void {
    const last = this.#links.at(-1);
    if (last && last.name === name && last.text === text) last.times++;
    else this.#links.push({ name, text, backing, seconds, times: 1 });
  }

  /** What is known better than when the last link was told. */
  replaceLast(name: string, text: string, backing: Link["backing"], seconds: number | null): void {
    if (this.#links.at(-1)?.name === name) this.#links.pop();
    this.add(name, text, backing, seconds);
  }

  insertAfterLast(after: string, name: string, text: string, backing: Link["backing"]): void {
    const index = this.#links.findLastIndex((link) => link.name === after);
    const seconds = this.#links[index]?.seconds ?? null;
    this.#links.splice(index + 1, 0, { name, text, backing, seconds, times: 1 });
  }

  links(): Link[] {
    return this.#links.map(({ times, ...link }) =>
      times > 1 ? { ...link, text: `${link.text} ×${times}` } : link,
    );
  }
}
