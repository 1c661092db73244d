/** Reading texts for what must not leave, the gate, and the record of a review. */

export type { Detection, Detector, Reading } from "./detector.ts";
export {
  type Blocker,
  gate,
  type GateDraft,
  type GateVerdict,
  outgoingBytesMax,
  ownReasonCharsMin,
  reasonCharsMin,
} from "./gate.ts";
export { type FindingKind, findingKinds, groupOf } from "./finding-kinds.ts";
export { emptyProfile } from "./identity/empty-profile.ts";
export { findingsOf, inspect, type Inspection, type InspectOptions } from "./inspect.ts";
export type { SeedFile } from "./learning/collected.ts";
export { learnProfile } from "./learning/learn-profile.ts";
export { redactText } from "./redact.ts";
export { proposeReview, reviewItemsMax, type ReviewSource } from "./review/propose.ts";
export { suggestFields } from "./review/suggest-fields.ts";
export { ruleSetHash, standardDetectors } from "./rule-set.ts";
