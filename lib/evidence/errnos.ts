import { constants } from "node:os";

const names = new Map(Object.entries(constants.errno).map(([name, number]) => [number, name]));
names.delete(constants.errno.EWOULDBLOCK);
names.set(constants.errno.EAGAIN, "EAGAIN").set(constants.errno.EOPNOTSUPP, "EOPNOTSUPP");

/** `ESTALE` for 116; `errno 133` for one without a name. */
export function errnoName(number: number): string {
  return names.get(number) ?? `errno ${number}`;
}
