/**
 * What whoever keeps an index elsewhere needs to compare in it: without the tables of names and
 * harmless values that making features takes, so that a thread of a store loads little.
 */

export type { CampaignEvent, CampaignPlaces } from "./campaign-places.ts";
export { Campaigns } from "./campaigns.ts";
export { candidatesOf, compare, type Compared, type FeatureIndex, sharesOf } from "./comparison.ts";
export { type EncodedKind, ruleOf } from "./encoded-features.ts";
export { countsToo, type Newcomer, saltOf } from "./flood.ts";
export { kindNames } from "./kinds.ts";
export { packFeatures, type PackedFeatures, unpackFeatures } from "./packed-features.ts";
export { postingsMax } from "./posting-table.ts";
export {
  eachKindOf,
  isCounted,
  wordCount,
  wordSpace,
  type WordSpace,
  writeWords,
} from "./report-words.ts";
export { oddsOfVotes } from "./votes.ts";
export { campaignOddsMin, linkOddsMin, totalOdds, type Weights } from "./weights.ts";
