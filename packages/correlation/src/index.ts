export { type BadLine, type Incident, readIncidentLines } from "./incident-lines.ts";
export { correlateIncidents, type Correlated, type IncidentLink } from "./correlate-incidents.ts";
export { Correlator } from "./correlator.ts";
export { linkOddsMin } from "./weights.ts";
export type { IncidentFacts } from "./facts.ts";
export type { Reason } from "./explanation.ts";
export { learn as learnWeights, type LabelledIncident } from "./training/train.ts";
export type { Model as CorrelationModel } from "./model.ts";
export { createEncoder, type EncodedReport, type Encoder } from "./model-encoding.ts";
