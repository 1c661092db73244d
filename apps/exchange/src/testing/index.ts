/** Parts for tests and benchmarks: everything real but the clock. */

export { bodyOf, envelopeHash, submissionBytes, TestAuthor } from "./author.ts";
export { sealContent, sealDummy, sealSession, sealSubmission } from "./capsule.ts";
export { issuerName, testClasses, TestIssuer } from "./issuer.ts";
export { ManualClock } from "./manual-clock.ts";
export { leafOf, preload, type PreloadOptions } from "./preload.ts";
export { bareRounds, type BareRounds } from "./bare-rounds.ts";
export { type ChildRound, ExchangeProcess } from "./process.ts";
export { type AudienceKeys, gatewayIn, leavesOf, readFeed, submissionsIn } from "./reader.ts";
export { leaveRuling } from "../moderation/moderation-folder.ts";
export { type Seized, type SeizedTable, seize, tracesOf } from "./seizure.ts";
export { testSighting } from "./sightings.ts";
export { parseSessionAnswer, testOrigin, testRoundMs, World } from "./world.ts";
