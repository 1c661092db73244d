/** A table that is large to make is made when it is first needed, once; it never changes after. */

export function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
