/** What indicators, techniques and names are: types, canonical forms, benign lists. Light: a node loads it at its start. */

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
