import t from "tap";
import { shardOf } from "../../lib/shards/shard.ts";

t.test("i/n", async (t) => {
  t.same(shardOf("2/4", {}), { index: 2, total: 4, from: null });
  t.same(shardOf("1/1", {}), { index: 1, total: 1, from: null });
  t.same(shardOf("4/4", { CI_NODE_INDEX: "1", CI_NODE_TOTAL: "9" }), { index: 4, total: 4, from: null });
});

t.test("what is no shard is told in one sentence", async (t) => {
  for (const text of ["", "x/y", "4", "1/", "-1/4", "1.5/4", "1/4/2", " 1/4", "Auto"])
    t.throws(() => shardOf(text, {}), {
      code: "SHARD",
      exitCode: 2,
      message: `--shard takes i/n, such as 2/4, or auto; not "${text}".`,
    });
  for (const text of ["0/4", "5/4", "0/0", "1/0"])
    t.throws(() => shardOf(text, {}), {
      code: "SHARD",
      message: `--shard ${text} is no shard: of n there are the shards 1/n to n/n.`,
    });
});

t.test("auto: GitLab counts from 1, Kubernetes from 0", async (t) => {
  t.match(shardOf("auto", { CI_NODE_INDEX: "1", CI_NODE_TOTAL: "4" }), { index: 1, total: 4 });
  t.match(shardOf("auto", { CI_NODE_INDEX: "4", CI_NODE_TOTAL: "4" }), { index: 4, total: 4 });
  t.match(shardOf("auto", { JOB_COMPLETION_INDEX: "0", FD012_SHARD_TOTAL: "3" }), {
    index: 1,
    total: 3,
    from: "JOB_COMPLETION_INDEX=0 FD012_SHARD_TOTAL=3",
  });
  t.match(shardOf("auto", { JOB_COMPLETION_INDEX: "2", FD012_SHARD_TOTAL: "3" }), { index: 3, total: 3 });
  t.match(shardOf("auto", { CI_NODE_TOTAL: "1" }), { index: 1, total: 1 }, "GitLab without parallel");
});

t.test("auto with variables that are missing or wrong", async (t) => {
  const wrong: [NodeJS.ProcessEnv, RegExp][] = [
    [{}, /found neither .* give --shard i\/n\.$/],
    [{ CI_NODE_TOTAL: "4" }, /found neither/],
    [{ JOB_COMPLETION_INDEX: "0" }, /no FD012_SHARD_TOTAL: set that to the job's completions\.$/],
    [{ JOB_COMPLETION_INDEX: "3", FD012_SHARD_TOTAL: "3" }, /^JOB_COMPLETION_INDEX=3 .* is no shard/],
    [{ CI_NODE_INDEX: "x", CI_NODE_TOTAL: "4" }, /^CI_NODE_INDEX=x CI_NODE_TOTAL=4 is no shard/],
    [{ CI_NODE_INDEX: "0", CI_NODE_TOTAL: "4" }, /is no shard/],
  ];
  for (const [environment, message] of wrong)
    t.throws(() => shardOf("auto", environment), { code: "SHARD", exitCode: 2, message });
});
