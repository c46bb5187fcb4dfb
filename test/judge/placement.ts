import t from "tap";
import { judgePlacement } from "../../lib/judge/placement.ts";
import type { Placement } from "../../lib/results/schema.ts";

const placed = (over: Partial<Placement> = {}): Placement => ({
  ...{ seenBy: "host", pidInside: 1, namespace: "pid:[2]", isSuites: false, descendsFromInit: true },
  ...over,
});
const sentence = (judgement: ReturnType<typeof judgePlacement>) => {
  if (typeof judgement === "string") return judgement;
  return "unseen" in judgement ? `? ${judgement.unseen}` : `${judgement.observed}; ${judgement.required}`;
};

t.test("PID 1 is PID 1 of a new PID namespace", async (t) => {
  const judge = (over: Partial<Placement>) => sentence(judgePlacement(placed(over), "pid1"));
  t.equal(judge({}), "holds");
  const must = "it must be PID 1 of a new one";
  t.equal(
    judge({ isSuites: true, pidInside: 57 }),
    `the workload is process 57 of the suite's own PID namespace; ${must}`,
  );
  t.equal(judge({ pidInside: 7 }), `the workload is process 7 of another PID namespace; ${must}`);
  t.match(judge({ isSuites: true, pidInside: 1 }), must, "the suite's own is not new");
});

t.test("under an init it is another process of a new one, and descends from its PID 1", async (t) => {
  const judge = (over: Partial<Placement>) =>
    sentence(judgePlacement(placed({ pidInside: 2, ...over }), "under-init"));
  t.equal(judge({}), "holds");
  const must = "it must be in a new one, and a descendant of its PID 1";
  t.equal(judge({ pidInside: 1 }), `the workload is PID 1 of another PID namespace; ${must}`);
  t.equal(judge({ isSuites: true }), `the workload is process 2 of the suite's own PID namespace; ${must}`);
  const stray = "the workload is process 2 of another PID namespace, and does not descend from its PID 1";
  t.equal(judge({ descendsFromInit: false }), `${stray}; ${must}`);
});

t.test("in the host's, it is in the suite's own", async (t) => {
  const judge = (over: Partial<Placement>) => sentence(judgePlacement(placed(over), "host-pid-namespace"));
  t.equal(judge({ isSuites: true, pidInside: 57 }), "holds");
  t.equal(judge({}), "the workload is PID 1 of another PID namespace; it must be in the suite's own");
});

t.test("where the host does not see it, its own word is held against the case", async (t) => {
  const inside = { seenBy: "workload", namespace: null, isSuites: null, descendsFromInit: null } as const;
  const judge = (pidInside: number, place: Parameters<typeof judgePlacement>[1]) =>
    sentence(judgePlacement(placed({ ...inside, pidInside }), place));
  t.equal(judge(1, "pid1"), "holds");
  const said = "PID namespace, as it says itself";
  t.equal(judge(4, "pid1"), `the workload is process 4 of its ${said}; it must be PID 1`);
  t.equal(judge(4, "under-init"), "holds");
  t.equal(judge(1, "under-init"), `the workload is PID 1 of its ${said}; an init must be PID 1`);
  t.match(judge(4, "host-pid-namespace"), /^\? the host does not see/);
});

t.test("what nobody saw is not claimed", async (t) => {
  t.equal(sentence(judgePlacement(null, "pid1")), "? where PID 1 is could not be seen");
});
