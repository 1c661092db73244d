/** Domain and relationship objects, STIX 2.1 §4 and §5. */

import { typeOfId } from "../identifier.ts";
import { parsePattern } from "../pattern/parse.ts";
import { versionedObject as object } from "./common.ts";
import { bool, float, integer, list, oneOf, text, timestamp, type Check } from "./kinds.ts";
import { numberedObservables, observables } from "./observables.ts";
import { killChainPhases, ref, refExcept, refs } from "./references.ts";
import { atLeastOne, inOrder, needs, notTogether, type Rule, type Structure } from "./structure.ts";

const meta = ["bundle", "marking-definition", "language-content", "extension-definition"];
const relationships = ["relationship", "sighting"];
/** The standard's own domain objects: what is known, as against what was observed. */
const knowledge = [
  "attack-pattern",
  "campaign",
  "course-of-action",
  "grouping",
  "identity",
  "incident",
  "indicator",
  "infrastructure",
  "intrusion-set",
  "location",
  "malware",
  "malware-analysis",
  "note",
  "observed-data",
  "opinion",
  "report",
  "threat-actor",
  "tool",
  "vulnerability",
];
/** Anything that knowledge can be about; new types of observables and domain objects included. */
const aboutAnything = list(refExcept("bundle", "marking-definition"));
const seen = inOrder("first_seen", "last_seen");
const seenTimes = { first_seen: timestamp, last_seen: timestamp };
const described = { name: text, description: text };
const aliased = { ...described, aliases: list(text) };

const indicatorPattern: Rule = (indicator, found) => {
  const { pattern, pattern_type: type } = indicator;
  if (type !== "stix" || typeof pattern !== "string") return;
  const parsed = parsePattern(pattern);
  if (!parsed.ok) found.error("pattern", `${parsed.why} (character ${parsed.at + 1})`, "pattern");
};

const familyHasName: Rule = (malware, found) => {
  if (malware["is_family"] === true && !Object.hasOwn(malware, "name")) {
    found.error("missing", "is required of a family", "name");
  }
};

const placed: Rule = (location, found) => {
  const has = (name: string): boolean => Object.hasOwn(location, name);
  if (!has("region") && !has("country") && !(has("latitude") && has("longitude"))) {
    found.error("missing", "region, country or latitude with longitude is required");
  }
};

/** Relations alone are no observation. STIX 2.1 §4.14. */
const observesSomething: Rule = ({ object_refs: refs }, found) => {
  if (!Array.isArray(refs)) return;
  const isObservable = (id: unknown): boolean =>
    typeof id === "string" && !relationships.includes(typeOfId(id) ?? "");
  if (!refs.some(isObservable)) {
    found.error("reference", "must name at least one observable", "object_refs");
  }
};

const relationshipType: Check = (value, found) => {
  if (typeof value !== "string") found.error("kind", "must be a string");
  else if (!/^[a-z0-9-]{1,250}$/.test(value)) {
    found.error("format", "must be lower-case letters, digits and hyphens");
  }
};

const motives = {
  goals: list(text),
  resource_level: text,
  primary_motivation: text,
  secondary_motivations: list(text),
};

const intelligence: readonly (readonly [string, Structure])[] = [
  ["attack-pattern", object({ ...aliased, kill_chain_phases: killChainPhases }, ["name"])],
  ["campaign", object({ ...aliased, ...seenTimes, objective: text }, ["name"], seen)],
  ["course-of-action", object(described, ["name"])],
  [
    "grouping",
    object({ ...described, context: text, object_refs: aboutAnything }, ["context", "object_refs"]),
  ],
  [
    "identity",
    object(
      {
        ...described,
        roles: list(text),
        identity_class: text,
        sectors: list(text),
        contact_information: text,
      },
      ["name"],
    ),
  ],
  ["incident", object(described, ["name"])],
  [
    "indicator",
    object(
      {
        ...described,
        indicator_types: list(text),
        pattern: text,
        pattern_type: text,
        pattern_version: text,
        valid_from: timestamp,
        valid_until: timestamp,
        kill_chain_phases: killChainPhases,
      },
      ["pattern", "pattern_type", "valid_from"],
      inOrder("valid_from", "valid_until", true),
      indicatorPattern,
    ),
  ],
  [
    "infrastructure",
    object(
      {
        ...aliased,
        ...seenTimes,
        infrastructure_types: list(text),
        kill_chain_phases: killChainPhases,
      },
      ["name"],
      seen,
    ),
  ],
  ["intrusion-set", object({ ...aliased, ...seenTimes, ...motives }, ["name"], seen)],
  [
    "location",
    object(
      {
        ...described,
        latitude: float(-90, 90),
        longitude: float(-180, 180),
        precision: float(0),
        region: text,
        country: text,
        administrative_area: text,
        city: text,
        street_address: text,
        postal_code: text,
      },
      [],
      placed,
      needs("latitude", "longitude"),
      needs("longitude", "latitude"),
      needs("precision", "latitude"),
    ),
  ],
];

const evidence: readonly (readonly [string, Structure])[] = [
  [
    "malware",
    object(
      {
        ...aliased,
        ...seenTimes,
        malware_types: list(text),
        is_family: bool,
        kill_chain_phases: killChainPhases,
        operating_system_refs: refs("software"),
        architecture_execution_envs: list(text),
        implementation_languages: list(text),
        capabilities: list(text),
        sample_refs: refs("artifact", "file"),
      },
      ["is_family"],
      seen,
      familyHasName,
    ),
  ],
  [
    "malware-analysis",
    object(
      {
        product: text,
        version: text,
        host_vm_ref: ref("software"),
        operating_system_ref: ref("software"),
        installed_software_refs: refs("software"),
        configuration_version: text,
        modules: list(text),
        analysis_engine_version: text,
        analysis_definition_version: text,
        submitted: timestamp,
        analysis_started: timestamp,
        analysis_ended: timestamp,
        result_name: text,
        result: text,
        analysis_sco_refs: list(refExcept(...meta, ...relationships)),
        sample_ref: refExcept(...meta, ...relationships),
      },
      ["product"],
      atLeastOne("result", "analysis_sco_refs"),
    ),
  ],
  [
    "note",
    object({ abstract: text, content: text, authors: list(text), object_refs: aboutAnything }, [
      "content",
      "object_refs",
    ]),
  ],
  [
    "observed-data",
    object(
      {
        first_observed: timestamp,
        last_observed: timestamp,
        number_observed: integer(1, 999_999_999),
        objects: numberedObservables,
        object_refs: list(refExcept(...meta, ...knowledge)),
      },
      ["first_observed", "last_observed", "number_observed"],
      inOrder("first_observed", "last_observed"),
      atLeastOne("objects", "object_refs"),
      notTogether("objects", "object_refs"),
      observesSomething,
    ),
  ],
  [
    "opinion",
    object(
      {
        explanation: text,
        authors: list(text),
        opinion: oneOf("strongly-disagree", "disagree", "neutral", "agree", "strongly-agree"),
        object_refs: aboutAnything,
      },
      ["opinion", "object_refs"],
    ),
  ],
  [
    "report",
    object(
      {
        ...described,
        report_types: list(text),
        published: timestamp,
        object_refs: aboutAnything,
      },
      ["name", "published", "object_refs"],
    ),
  ],
];

const adversaries: readonly (readonly [string, Structure])[] = [
  [
    "threat-actor",
    object(
      {
        ...aliased,
        ...seenTimes,
        ...motives,
        threat_actor_types: list(text),
        roles: list(text),
        sophistication: text,
        personal_motivations: list(text),
      },
      ["name"],
      seen,
    ),
  ],
  [
    "tool",
    object(
      {
        ...aliased,
        tool_types: list(text),
        tool_version: text,
        kill_chain_phases: killChainPhases,
      },
      ["name"],
    ),
  ],
  ["vulnerability", object(described, ["name"])],
];

const relations: readonly (readonly [string, Structure])[] = [
  [
    "relationship",
    object(
      {
        relationship_type: relationshipType,
        description: text,
        source_ref: refExcept(...meta, ...relationships),
        target_ref: refExcept(...meta, ...relationships),
        start_time: timestamp,
        stop_time: timestamp,
      },
      ["relationship_type", "source_ref", "target_ref"],
      inOrder("start_time", "stop_time", true),
    ),
  ],
  [
    "sighting",
    object(
      {
        description: text,
        ...seenTimes,
        count: integer(0, 999_999_999),
        sighting_of_ref: refExcept(...meta, ...relationships, ...observables.keys()),
        observed_data_refs: refs("observed-data"),
        where_sighted_refs: refs("identity", "location"),
        summary: bool,
      },
      ["sighting_of_ref"],
      seen,
    ),
  ],
];

export const domainObjects: ReadonlyMap<string, Structure> = new Map([
  ...intelligence,
  ...evidence,
  ...adversaries,
]);
export const relationshipObjects: ReadonlyMap<string, Structure> = new Map(relations);
