export { type BadLine, type Incident, readIncidentLines } from "./incident-lines.ts";
export { correlateIncidents, type Correlated, type IncidentLink } from "./correlate-incidents.ts";
export { Correlator, linkOddsMin } from "./correlator.ts";
export type { IncidentFacts } from "./facts.ts";
export type { Reason } from "./explanation.ts";
export { learn as learnWeights, type LabelledIncident } from "./training/train.ts";
export type { Model as CorrelationModel } from "./model.ts";
