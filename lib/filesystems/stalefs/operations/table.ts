import { Failure } from "../failure.ts";
import { statOf } from "../nodes.ts";
import { Opcode } from "../opcodes.ts";
import type { Operation } from "../served.ts";
import { access, getattr, setattr, statfs } from "./attributes.ts";
import { create, link, mkdir, mknod, symlink } from "./creating.ts";
import { opendir, readdir, releasedir } from "./directories.ts";
import { nothingDirty, open, read, release, write } from "./files.ts";
import { batchForget, forget, lookup, readlink } from "./looking-up.ts";
import { rename, rename2, rmdir, unlink } from "./removing.ts";

/** Does any request; see `Operation`. */
export const perform: Operation = (served, request) => {
  const operation = whateverBecame[request.opcode];
  if (operation !== undefined) return operation(served, request);
  const asking = whilePresent[request.opcode];
  if (asking === undefined) throw new Failure("ENOSYS");
  statOf(served.nodes.get(request.nodeId));
  return asking(served, request);
};

type Operations = Readonly<Record<number, Operation>>;

/** What an NFSv3 client asks the server for: ESTALE once the file was deleted or replaced there. */
const whilePresent: Operations = {
  [Opcode.LOOKUP]: lookup,
  [Opcode.SETATTR]: setattr,
  [Opcode.READLINK]: readlink,
  [Opcode.SYMLINK]: symlink,
  [Opcode.MKNOD]: mknod,
  [Opcode.MKDIR]: mkdir,
  [Opcode.UNLINK]: unlink,
  [Opcode.RMDIR]: rmdir,
  [Opcode.RENAME]: rename,
  [Opcode.RENAME2]: rename2,
  [Opcode.LINK]: link,
  [Opcode.OPEN]: open,
  [Opcode.READ]: read,
  [Opcode.WRITE]: write,
  [Opcode.STATFS]: statfs,
  [Opcode.OPENDIR]: opendir,
  [Opcode.READDIR]: readdir,
  [Opcode.ACCESS]: access,
  [Opcode.CREATE]: create,
};

/** What concerns the client alone, and GETATTR, which finds out by itself. */
const whateverBecame: Operations = {
  [Opcode.FORGET]: forget,
  [Opcode.BATCH_FORGET]: batchForget,
  [Opcode.GETATTR]: getattr,
  [Opcode.FLUSH]: nothingDirty,
  [Opcode.FSYNC]: nothingDirty,
  [Opcode.FSYNCDIR]: nothingDirty,
  [Opcode.RELEASE]: release,
  [Opcode.RELEASEDIR]: releasedir,
  [Opcode.IOCTL]: () => {
    throw new Failure("ENOTTY"); // As on NFS: isatty(3) must not look broken.
  },
};
