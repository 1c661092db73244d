/** How the table of techniques is learned, and judged: apart from its use, which waits for no more than it needs. */

export { builtInTagger as builtInTechniqueTagger } from "./techniques/model.ts";
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
