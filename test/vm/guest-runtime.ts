import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import t from "tap";
import { guestRuntime } from "../../lib/vm/guest-runtime.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

t.test("a program is taken along under its path, whatever it is called", async (t) => {
  t.match(guestRuntime("unshare"), { program: /^\/.*\/unshare$/, spec: "unshare" });
  t.match(guestRuntime("plain=unshare"), { program: /\/unshare$/, spec: "plain=unshare" });
});

t.test("a path is the same inside, wherever it is called from", async (t) => {
  const program = join(temporaryDirectory(t), "my-runtime");
  writeFileSync(program, "");
  const path = relative(process.cwd(), program);
  t.same(guestRuntime(path), { program, spec: program });
  t.same(guestRuntime(`new=${path}+detached`), { program, spec: `new=${program}+detached` });
});

t.test("what a virtual machine cannot have is said", async (t) => {
  t.throws(() => guestRuntime("podman+crun"), {
    code: "VM_RUNTIME",
    exitCode: 2,
    message: /cannot run podman\+crun: a virtual machine takes no engine along; use runc, crun/,
  });
  t.throws(() => guestRuntime("./nowhere/runc"), { code: "VM_RUNTIME", message: /There is no \/.*\/runc;/ });
});
