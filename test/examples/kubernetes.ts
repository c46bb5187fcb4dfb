import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type IJob, Job } from "kubernetes-models/batch/v1/Job";
import t from "tap";
import ts from "typescript";
import { parse } from "yaml";
import { packageRoot } from "../../lib/package-root.ts";
import { shardOf } from "../../lib/shards/shard.ts";

const job: IJob = parse(readFileSync(join(packageRoot, "examples/kubernetes/job.yaml"), "utf8"));

t.test("the manifest is what the API takes", async (t) => {
  new Job(job).validate();
  t.throws(() => new Job({ ...job, spec: { ...job.spec, completions: "4" } } as never).validate());
});

// The API's schema lets unknown fields pass; its types do not.
t.test("it has no field that the API does not have", async (t) => {
  t.same(wrong(job), []);
  t.match(wrong({ ...job, spec: { ...job.spec, paralelism: 4 } }), [/paralelism/]);
});

t.test("each pod is told its shard", async (t) => {
  const { completions = 0, parallelism, completionMode, template } = job.spec ?? {};
  t.match({ completionMode, parallelism }, { completionMode: "Indexed", parallelism: completions });
  const variables = template?.spec?.containers[0]?.env?.map(({ name, value }) => [name, value]) ?? [];
  for (let index = 0; index < completions; index++) {
    const environment = { JOB_COMPLETION_INDEX: String(index), ...Object.fromEntries(variables) };
    t.match(shardOf("auto", environment), { index: index + 1, total: completions });
  }
});

t.test("it asks for no more privileges than were measured to be needed", async (t) => {
  const { containers = [], ...pod } = job.spec?.template.spec ?? {};
  t.match(containers[0]?.securityContext, {
    privileged: false,
    capabilities: { drop: ["ALL"], add: ["SYS_ADMIN", "SYS_CHROOT"] },
  });
  t.match(pod, { automountServiceAccountToken: false });
  for (const name of ["hostPID", "hostNetwork", "hostIPC"]) t.notOk(name in pod, name);
});

/** What the compiler says of it as an IJob. */
function wrong(manifest: object): string[] {
  const source = join(packageRoot, "test/examples/manifest-that-is-nowhere.ts");
  const text = `import type { IJob } from "kubernetes-models/batch/v1/Job";\nexport const job: IJob = ${JSON.stringify(manifest)};\n`;
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name === source || fileExists(name);
  host.getSourceFile = (name, ...rest) =>
    name === source
      ? ts.createSourceFile(name, text, ts.ScriptTarget.ESNext)
      : getSourceFile.call(host, name, ...rest);
  const program = ts.createProgram([source], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
}
