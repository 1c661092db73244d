export {
  attackName,
  attackNotice,
  attackVersion,
  lookupTechnique,
  type Tactic,
  tactics,
  type Technique,
  techniques,
} from "./attack/attack.ts";
export { benignOf, isSuppressed } from "./benign/benign.ts";
export { benignLists, benignSource } from "./benign/benign-lists.ts";
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
export { harmlessInLogs } from "./matching/harmless.ts";
export type { IgnoredIndicators, Indicator } from "./matching/indicator-index.ts";
export type { LogMatch, LogMatchKind, LogTotals } from "./matching/log-match.ts";
export type { LogScanner } from "./matching/log-scanner.ts";
export { createMatcher, type Matcher, type MatcherOptions } from "./matching/matcher.ts";
export {
  lookupName,
  type ThreatName,
  type ThreatNameKind,
  threatNames,
} from "./names/threat-names.ts";
export { ipv4Number, ipv4Text, ipv6Groups } from "./observables/canonical-network.ts";
export { foldName } from "./observables/canonical-labels.ts";
export {
  canonicalise,
  isObservableType,
  type ObservableKind,
  type ObservableType,
  observableTypeNames,
  observableTypes,
} from "./observables/observable-types.ts";
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
export {
  createBundleReader as createStixReader,
  type ReadEnd as ReadStixEnd,
  type ReadObject as ReadStixObject,
} from "./stix/bundle/reader.ts";
export { tighterTlp } from "./stix/marking/tightening.ts";
export { createPatternMatcher as createStixMatcher } from "./stix/pattern/match.ts";
export { observedOf } from "./stix/pattern/observed.ts";
export type { Problem as StixProblem } from "./stix/problems.ts";
export { type Material, materialOf } from "./stix/report/material.ts";
export { materialText } from "./stix/report/material-text.ts";
export { bundleOf, objectsOfReport, type SharedReport } from "./stix/report/to-objects.ts";
export { revokedForm } from "./stix/report/withdrawal.ts";
export { stableId as stableStixId } from "./stix/report/extension.ts";
export { type Fields as StixObject, isFields as isStixObject } from "./stix/spec/kinds.ts";
export { sortOfType as sortOfStixType, validateObject as validateStix } from "./stix/validate.ts";
export { versionOf as stixVersionOf } from "./stix/versions.ts";
export { type CsafAdvisory, csafFindings, readCsaf } from "./csaf/csaf.ts";
export { type ExportedReport, type ExportFilter, exportRows, mayExport } from "./exports/rows.ts";
export { csvOf, listOf, sigmaOf, suricataOf } from "./exports/writers.ts";
export { type Imported, importJson } from "./imports/recognise.ts";
export {
  kevDelta,
  type KevEntry,
  kevEntry,
  type KevFinding,
  kevFindings,
  readKev,
} from "./kev/kev.ts";
export { readMispEvents } from "./misp/event.ts";
export { materialOfMisp } from "./misp/from-event.ts";
export { mispEventOf, mispFeed } from "./misp/to-event.ts";
export { readVeris } from "./veris/veris.ts";
