export { type CrowdCounts, nothingRevealed, unionOf } from "./crowd/count.ts";
export { toWeek } from "./crowd/coarse-times.ts";
export { generalisedSaying } from "./crowd/generalise.ts";
export { judgeCrowd, type Saying } from "./crowd/judge.ts";
export { lintMeasure } from "./defensive-measures.ts";
export type { Detection, Detector, Reading } from "./detector.ts";
export {
  type FindingGroup,
  findingGroups,
  type FindingKind,
  findingKinds,
  groupOf,
  isFindingKind,
} from "./finding-kinds.ts";
export {
  type Blocker,
  gate,
  type GateDraft,
  type GateVerdict,
  outgoingBytesMax,
  ownReasonCharsMin,
  reasonCharsMin,
} from "./gate.ts";
export { AddressRanges } from "./identity/address-ranges.ts";
export {
  type CompanyIdentity,
  compileIdentity,
  emptyProfile,
} from "./identity/company-identity.ts";
export { PhraseIndex } from "./identity/phrase-index.ts";
export { findingsOf, inspect, type Inspection, type InspectOptions } from "./inspect.ts";
export type { SeedFile } from "./learning/collected.ts";
export { learnProfile } from "./learning/learn-profile.ts";
export { narrative } from "./narrative.ts";
export { redactText } from "./redact.ts";
export { classOfObservable, classOfPart, classOfTechnique } from "./review/field-classes.ts";
export { proposeReview, reviewItemsMax, type ReviewSource } from "./review/propose.ts";
export { evidencePage } from "./review/evidence-page.ts";
export { suggestFields } from "./review/suggest-fields.ts";
export { recordReview, type ReviewFacts, reviewHash } from "./review/record.ts";
export { regimeOn, regimesKnown } from "./regimes.ts";
export { strictest } from "./review/marking.ts";
export { type StandingCase, whyNotCovered } from "./review/standing.ts";
export { ruleSetHash, standardDetectors } from "./rule-set.ts";
export { readPassage } from "./text/passage.ts";
export { wordsOf } from "./text/words.ts";
