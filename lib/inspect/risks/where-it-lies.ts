import type { InspectedStream } from "../inspection.ts";

/** File systems whose server may delete a file behind the back of whoever has it open (nfs(5), mount.cifs(8), fuse(8)), or stop answering. */
const REMOTE =
  /^(nfs|nfs4|cifs|smb3|9p|ceph|lustre|afs|glusterfs|beegfs|gpfs|virtiofs|orangefs|coda|fuse(\..*)?)$/;

/** File systems of this machine alone, whose files stay good for who has them open. */
const LOCAL =
  /^(ext[234]|xfs|btrfs|zfs|f2fs|bcachefs|jfs|nilfs2|reiserfs|overlay|tmpfs|ramfs|devtmpfs|hugetlbfs|vfat|exfat|ntfs3)$/;

/** A kind that is in neither list is not known, never local: it may be a cluster's. */
export function whereItLies(filesystem: InspectedStream["filesystem"]): "remote" | "local" | "not known" {
  if (filesystem === null) return "not known";
  if (REMOTE.test(filesystem.type)) return "remote";
  return LOCAL.test(filesystem.type) ? "local" : "not known";
}

export function filesystemWords(filesystem: InspectedStream["filesystem"]): string {
  return filesystem === null
    ? "its file system could not be found"
    : `the kind of its file system, ${filesystem.type}, is not one that fd012 knows`;
}
