/** STIX 2.1: validation, patterns, and reports to and from objects. */

export {
  createBundleReader as createStixReader,
  type ReadEnd as ReadStixEnd,
  type ReadObject as ReadStixObject,
} from "./stix/bundle/reader.ts";
export { markedForGovernment } from "./stix/marking/acs.ts";
export { tighterTlp } from "./stix/marking/tightening.ts";
export { levelNamed, type TlpLevel, tlpLevels, tlpOfMarking } from "./stix/marking/tlp.ts";
export { createPatternMatcher as createStixMatcher } from "./stix/pattern/match.ts";
export { observedOf } from "./stix/pattern/observed.ts";
export type { Problem as StixProblem } from "./stix/problems.ts";
export { reportsOfObjects } from "./stix/report/from-objects.ts";
export { type Material, materialOf } from "./stix/report/material.ts";
export { materialText } from "./stix/report/material-text.ts";
export { objectsOfCampaign } from "./stix/report/campaign-objects.ts";
export { bundleOf, objectsOfReport, type SharedReport } from "./stix/report/to-objects.ts";
export { revokedForm } from "./stix/report/withdrawal.ts";
export { stableId as stableStixId } from "./stix/report/extension.ts";
export { type Fields as StixObject, isFields as isStixObject } from "./stix/spec/kinds.ts";
export { sortOfType as sortOfStixType, validateObject as validateStix } from "./stix/validate.ts";
export { versionOf as stixVersionOf } from "./stix/versions.ts";
