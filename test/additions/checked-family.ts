import t from "tap";
import { checkedFamily } from "../../lib/additions/checked-family.ts";
import type { RuntimeFamily } from "../../lib/runtimes/family.ts";
import { families } from "../../lib/runtimes/table.ts";

const runtime = (name: string) => ({ name, detect() {}, plan() {} });
const family = { names: ["mine"], summary: "Mine", open: ({ name }: { name: string }) => runtime(name) };

t.test("a family of fd012's own is one, and so is one that leaves out what stands for nothing", async (t) => {
  for (const one of families) t.match(checkedFamily(one), { names: [...one.names], variants: one.variants });
  t.match(checkedFamily(family), { names: ["mine"], variants: null });
});

t.test("it is opened as its own file has it", async (t) => {
  class Family {
    readonly names = ["mine"];
    readonly summary = "Mine";
    readonly #opened: string[] = [];
    open({ name }: { name: string }) {
      this.#opened.push(name);
      return runtime(name);
    }
  }
  const found = checkedFamily(new Family()) as RuntimeFamily;
  const request = { name: "other", base: "mine", variant: null, log: null };
  t.equal(found.open(request).name, "other");
});

t.test("what is wrong with it is told", async (t) => {
  const open = (made: unknown) => ({ ...family, open: () => made });
  for (const [value, words] of [
    [undefined, /no family of runtimes; see RuntimeFamily/],
    [{ names: "mine" }, /no family of runtimes/],
    [{ ...family, names: [] }, /names no runtime/],
    [{ ...family, names: ["mine", "a+b"] }, /not "a\+b"/],
    [{ ...family, names: ["../mine"] }, /not "\.\.\/mine"/],
    [{ ...family, names: ["mine", null] }, /not "null"/],
    [{ ...family, names: [1] }, /not "1"/],
    [{ ...family, summary: "" }, /mine has no summary/],
    [{ ...family, open: undefined }, /mine has no open/],
    [open(undefined), /calls itself "undefined"/],
    [open(runtime("yours")), /what it opens for mine calls itself "yours"/],
    [open({ ...runtime("mine"), plan: 1 }), /no method plan/],
    [open({ ...runtime("mine"), detect: null }), /no method detect/],
  ] as const)
    t.match(checkedFamily(value), words);
  const throws = { ...family, open: () => fails("too early") };
  t.equal(checkedFamily(throws), "it cannot open mine: too early");
});

function fails(message: string): never {
  throw new Error(message);
}
