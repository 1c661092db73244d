/**
 * The incident core extension of the OASIS common object repository: what `incident`, which the
 * standard left as a stub, says of an incident. Open vocabularies are not enforced.
 */

import { dictionary, float, integer, list, oneOf, text } from "./kinds.ts";
import { ref, refs } from "./references.ts";
import { embedded, structure } from "./structure.ts";

export const incidentCoreId = "extension-definition--ef765651-680c-498d-9894-99799f2fa126";

export const incidentDeterminations = [
  "blocked",
  "successful-attempt",
  "failed-attempt",
  "false-positive",
  "low-value",
  "suspected",
] as const;

const score = embedded(
  structure({ name: text, value: float(), description: text }, ["name", "value"]),
);

const sequenced = embedded(structure({ event_ref: ref("event"), task_ref: ref("task") }, []));

export const incidentCore = structure(
  {
    extension_type: oneOf("property-extension"),
    determination: oneOf(...incidentDeterminations),
    investigation_status: text,
    criticality: integer(0, 100),
    detection_methods: list(text),
    events: list(sequenced),
    event_refs: refs("event"),
    impact_refs: refs("impact"),
    impacted_entity_counts: dictionary(integer(0)),
    incident_types: list(text),
    scores: list(score),
    task_refs: refs("task"),
    tasks: list(sequenced),
    recoverability: text,
  },
  ["determination", "investigation_status"],
);
