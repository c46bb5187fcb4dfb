/** What a claim's body asserts by; each assertion made is one of the case's, with what was observed and what was required. */
export interface Asserts {
  /** An assertion that holds by having been come to. */
  pass(...words: Words): boolean;
  /** One that does not. */
  fail(...words: Words): boolean;
  ok(value: unknown, ...words: Words): boolean;
  notOk(value: unknown, ...words: Words): boolean;
  /** The same by `Object.is`. */
  equal(observed: unknown, required: unknown, ...words: Words): boolean;
  not(observed: unknown, forbidden: unknown, ...words: Words): boolean;
  /** The same in depth; values that `==` takes for one are the same. */
  same(observed: unknown, required: unknown, ...words: Words): boolean;
  notSame(observed: unknown, forbidden: unknown, ...words: Words): boolean;
  /** The same in depth, and of the same types. */
  strictSame(observed: unknown, required: unknown, ...words: Words): boolean;
  /** It has what the pattern has: a regular expression for text, a class for its objects, `String` or `Number` for any. An empty object or list matches any. */
  match(observed: unknown, pattern: unknown, ...words: Words): boolean;
  notMatch(observed: unknown, pattern: unknown, ...words: Words): boolean;
  /** It has the same fields with the same values, and may have others. */
  has(observed: unknown, required: unknown, ...words: Words): boolean;
}

/** A message, and what is told with an assertion that does not hold. */
type Words = [] | [message: string] | [more: More] | [message: string, more: More];

/** What is told with an assertion that does not hold. */
interface More {
  /** The reason why it could not be asserted: what it is about was not seen. A claim whose subject nobody saw is a skip. */
  readonly skip?: string | boolean;
  readonly [detail: string]: unknown;
}
