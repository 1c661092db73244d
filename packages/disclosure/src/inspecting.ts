/** Reading texts for what must not leave. What a first text needs, and no more: it waits for all of it. */

export type { Detection, Detector, Reading } from "./detector.ts";
export { type FindingKind, findingKinds, groupOf } from "./finding-kinds.ts";
export { emptyProfile } from "./identity/empty-profile.ts";
export { inspect, type Inspection, type InspectOptions } from "./inspect.ts";
export { redactText } from "./redact.ts";
export { findingsOf } from "./replacements.ts";
export { proposeReview, reviewItemsMax, type ReviewSource } from "./review/propose.ts";
export { suggestFields } from "./review/suggest-fields.ts";
export { ruleSetHash, standardDetectors } from "./rule-set.ts";
