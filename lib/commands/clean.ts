import { cleanUp } from "../host/clean-up.ts";

/** `fd012 clean`: removes what runs that are no longer alive have left. @returns 0, or 3 where something could not be removed */
export async function clean(): Promise<number> {
  const { removed, problems } = await cleanUp();
  for (const thing of removed) process.stdout.write(`removed ${thing}\n`);
  for (const problem of problems) process.stderr.write(`fd012: ${problem}\n`);
  if (removed.length + problems.length === 0) process.stdout.write("nothing to clean\n");
  return problems.length > 0 ? 3 : 0;
}
