/** What the lists of well-known values say, as read from their tables. */

import type { BenignEffect } from "../extraction/observation.ts";

const effects: readonly BenignEffect[] = ["never", "weak", "context"];

export function parseEffect(text: string): BenignEffect {
  return effects.find((effect) => effect === text) ?? "weak";
}
