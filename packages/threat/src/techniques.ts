/** ATT&CK techniques out of text, and how that is learned. */

export { builtInTagger as builtInTechniqueTagger } from "./techniques/model.ts";
export {
  type SuggestOptions,
  suggestTechniques,
  suggestWith,
  type TechniqueSuggestion,
} from "./techniques/suggest-techniques.ts";
export type { TechniqueTable } from "./techniques/table.ts";
export { createTagger as createTechniqueTagger, type Tagger } from "./techniques/tagger.ts";
export { documentFolds } from "./techniques/training/calibrate.ts";
export {
  readExamples as readTechniqueExamples,
  type TechniqueSources,
} from "./techniques/training/corpus.ts";
export type { Example as TechniqueExample } from "./techniques/training/examples.ts";
export { sourcesIn as techniqueSources } from "./techniques/training/source-files.ts";
export { trainTable as trainTechniqueTable } from "./techniques/training/train.ts";
