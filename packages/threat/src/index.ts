export { extract } from "./extraction/extract.ts";
export {
  type Benign,
  type BenignEffect,
  contextCharsMax,
  type ExtractOptions,
  type Observation,
  textCharsMax,
} from "./extraction/observation.ts";
export { foldName } from "./observables/canonical-labels.ts";
export {
  canonicalise,
  isObservableType,
  type ObservableKind,
  type ObservableType,
  observableTypeNames,
  observableTypes,
} from "./observables/observable-types.ts";
