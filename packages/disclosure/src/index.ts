/** What may leave, as far as no text is read for it: crowd, field classes, markings, regimes, narrative. Light: a node loads it at its start. */

export { type CrowdCounts, nothingRevealed, unionOf } from "./crowd/count.ts";
export { toWeek } from "./crowd/coarse-times.ts";
export { generalisedSaying } from "./crowd/generalise.ts";
export { judgeCrowd, type Saying } from "./crowd/judge.ts";
export { emptyProfile } from "./identity/empty-profile.ts";
export { lintMeasure } from "./defensive-measures.ts";
export {
  type FindingGroup,
  findingGroups,
  type FindingKind,
  findingKinds,
  groupOf,
  isFindingKind,
} from "./finding-kinds.ts";
export { narrative } from "./narrative.ts";
export { classOfObservable, classOfPart, classOfTechnique } from "./review/field-classes.ts";
export { regimeOn, regimesKnown } from "./regimes.ts";
export { strictest } from "./review/marking.ts";
export { type StandingCase, whyNotCovered } from "./review/standing.ts";
export { recordReview, type ReviewFacts, reviewHash } from "./review/record.ts";
export { evidencePage, evidencePolicy } from "./review/evidence-page.ts";
