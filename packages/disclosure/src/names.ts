/** Models of everyday names, and how they are learned: for their bench. */

export { type NameModels, parseModels as parseNameModels } from "./names/name-models.ts";
export { foldsApart, type NamedText } from "./names/training/corpus.ts";
export { trainModels as trainNameModels } from "./names/training/models.ts";
export { nameSources } from "./names/training/source-files.ts";
export { detectorsBy } from "./rule-set.ts";
