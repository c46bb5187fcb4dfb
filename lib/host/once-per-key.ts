/** Calls `make` once for each key, however many ask at the same time. What fails is made anew for who asks later. */
export function oncePerKey<A extends unknown[], T>(
  key: (...args: A) => string,
  make: (...args: A) => Promise<T>,
): (...args: A) => Promise<T> {
  const made = new Map<string, Promise<T>>();
  return (...args) => {
    const name = key(...args);
    const known = made.get(name);
    if (known) return known;
    const value = make(...args);
    made.set(name, value);
    void value.catch(() => made.delete(name));
    return value;
  };
}
