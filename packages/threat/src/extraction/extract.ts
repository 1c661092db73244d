/** Observables in a text, with offsets into the original, in one pass. */

import type { ExtractOptions, Observation } from "./observation.ts";

/** Every observable in the text, ordered by its start; they do not overlap unless `nested`. */
export function extract(text: string, options: ExtractOptions = {}): Observation[] {
  void text;
  void options;
  return [];
}
