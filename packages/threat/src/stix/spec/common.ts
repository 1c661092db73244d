/** The properties that all objects of a sort share, STIX 2.1 §3.2 and §3.3. */

import { markingRefs } from "../marking/tlp.ts";
import { extensions } from "./extensions.ts";
import { bool, type Check, integer, list, oneOf, text, versionTime } from "./kinds.ts";
import {
  externalReferences,
  granularMarkings,
  languageTag,
  ref,
  selectorsMeet,
} from "./references.ts";
import { inOrder, type Rule, structure, type Structure } from "./structure.ts";

const any: Check = () => undefined;

/** `type` and `id` are checked before the table is chosen. */
const everywhere = {
  type: any,
  id: any,
  spec_version: oneOf("2.1"),
  object_marking_refs: markingRefs,
  granular_markings: granularMarkings,
  extensions,
};

const versioned = {
  ...everywhere,
  created_by_ref: ref("identity"),
  created: versionTime,
  modified: versionTime,
  revoked: bool,
  labels: list(text),
  confidence: integer(0, 100),
  lang: languageTag,
  external_references: externalReferences,
};

const versionedRequired = ["type", "spec_version", "id", "created", "modified"];

/** Domain and relationship objects. */
export function versionedObject(
  properties: Readonly<Record<string, Check>>,
  required: readonly string[] = [],
  ...rules: readonly Rule[]
): Structure {
  return structure(
    { ...versioned, ...properties },
    [...versionedRequired, ...required],
    inOrder("created", "modified"),
    selectorsMeet,
    ...rules,
  );
}

/** Cyber-observable objects. */
export function observableObject(
  properties: Readonly<Record<string, Check>>,
  required: readonly string[] = [],
  ...rules: readonly Rule[]
): Structure {
  return structure(
    { ...everywhere, defanged: bool, ...properties },
    ["type", "id", ...required],
    selectorsMeet,
    ...rules,
  );
}

/** Marking definitions: never versioned, so without modified, revoked, confidence, labels, lang. */
export function unversionedObject(
  properties: Readonly<Record<string, Check>>,
  required: readonly string[] = [],
  ...rules: readonly Rule[]
): Structure {
  const { created_by_ref, created, external_references } = versioned;
  return structure(
    { ...everywhere, created_by_ref, created, external_references, ...properties },
    ["type", "spec_version", "id", "created", ...required],
    selectorsMeet,
    ...rules,
  );
}
