/** Indicators out of text. */

export { type ClassifiedValue, classifyValue } from "./extraction/classify.ts";
export { extract } from "./extraction/extract.ts";
export {
  type Benign,
  type BenignEffect,
  contextCharsMax,
  type ExtractOptions,
  type Observation,
  textCharsMax,
} from "./extraction/observation.ts";
export { detectionLabels } from "./names/top-level-domains.ts";
