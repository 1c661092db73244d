/** What the lists of well-known values say, as read from their tables. */

import type { BenignEffect } from "../extraction/observation.ts";

const effects: readonly BenignEffect[] = ["never", "weak", "context"];

export function parseEffect(text: string): BenignEffect {
  return effects.find((effect) => effect === text) ?? "weak";
}

/** The tables are large: each is read when the first value is looked up, once. */
export function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
