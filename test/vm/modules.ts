import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import t from "tap";
import { modulesFor } from "../../lib/vm/modules.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

const module = (depends: string) => Buffer.from(`ELF\0license=GPL\0depends=${depends}\0name=x\0`);

t.test("modules come after those they depend on, each once; what is not there is left out", async (t) => {
  const directory = temporaryDirectory(t);
  mkdirSync(join(directory, "kernel/fs"), { recursive: true });
  writeFileSync(join(directory, "kernel/fs/nfsv3.ko"), module("nfs,sunrpc,lockd"));
  writeFileSync(join(directory, "kernel/fs/nfs.ko"), module("sunrpc"));
  writeFileSync(join(directory, "kernel/fs/sunrpc.ko"), module(""));
  const names = modulesFor(directory, ["nfsv3", "nfs", "virtio_pci"]).map(({ name }) => name);
  t.same(names, ["sunrpc", "nfs", "nfsv3"]);
});

t.test("a compressed module is unpacked, and a file may have - for _", async (t) => {
  const directory = temporaryDirectory(t);
  writeFileSync(join(directory, "rpc-gss.ko.gz"), gzipSync(module("")));
  t.same(modulesFor(directory, ["rpc_gss"]), [{ name: "rpc_gss", content: module("") }]);
});
