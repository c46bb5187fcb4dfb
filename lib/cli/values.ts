import { InvalidArgumentError } from "commander";
import { reporters } from "../reporters/table.ts";

/** The table alone: each reporter is loaded when it is asked for. */
export const reporterNames = reporters.map(({ name }) => name).join(", ");

/** For an option that may be given more than once. */
export const several = (value: string, before: string[] = []) => [...before, value];

/** @throws InvalidArgumentError */
export function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError("It takes a whole number from 1 up.");
  return number;
}
