/** A table that is large to make is made when it is first needed, once; it never changes after. */

export function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** The same for each number from 0 until `count`, by itself. */
export function onceEach<T>(count: number, make: (at: number) => T): (at: number) => T {
  const made = new Array<T | undefined>(count);
  return (at) => (made[at] ??= make(at));
}
