/** Language content, marking definitions and extension definitions, STIX 2.1 §7. */

import { markingContent } from "../marking/tlp.ts";
import { unversionedObject, versionedObject } from "./common.ts";
import { extensionTypes } from "./extensions.ts";
import { type Check, forEachEntry, isFields, list, oneOf, text, timestamp } from "./kinds.ts";
import { languageTag, ref, refExcept } from "./references.ts";
import type { Rule, Structure } from "./structure.ts";
import { anything } from "./kinds.ts";

/** Translations by language, then by property. */
const translations: Check = (value, found) => {
  forEachEntry(value, found, (language, properties) => {
    languageTag(language, found);
    if (!isFields(properties)) found.error("kind", "must be an object");
    else anything(properties, found);
  });
};

const semanticVersion: Check = (value, found) => {
  if (typeof value !== "string") found.error("kind", "must be a string");
  else if (!/^[0-9]{1,9}\.[0-9]{1,9}\.[0-9]{1,9}(?:[-+][0-9A-Za-z.+-]{1,100})?$/.test(value)) {
    found.error("format", "must be a semantic version such as 1.0.0");
  }
};

/** New properties at the top need their names told, STIX 2.1 §7.3. */
const namesProperties: Rule = (definition, found) => {
  const types = definition["extension_types"];
  const isTop = Array.isArray(types) && types.includes("toplevel-property-extension");
  if (!isTop && Object.hasOwn(definition, "extension_properties")) {
    found.warn("extension", "only for toplevel-property-extension", "extension_properties");
  }
};

/** A chain of markings ends: at least it does not begin with itself. STIX 2.1 §7.2.1. */
const notMarkedByItself: Rule = ({ id, object_marking_refs: refs }, found) => {
  if (Array.isArray(refs) && refs.includes(id)) {
    found.error("marking", "must not refer to itself", "object_marking_refs");
  }
};

export const metaObjects: ReadonlyMap<string, Structure> = new Map([
  [
    "language-content",
    versionedObject(
      {
        object_ref: refExcept("bundle"),
        object_modified: timestamp,
        contents: translations,
      },
      ["object_ref", "contents"],
    ),
  ],
  [
    "extension-definition",
    versionedObject(
      {
        name: text,
        description: text,
        schema: text,
        version: semanticVersion,
        extension_types: list(oneOf(...extensionTypes)),
        extension_properties: list(text),
        created_by_ref: ref("identity"),
      },
      ["name", "schema", "version", "extension_types", "created_by_ref"],
      namesProperties,
    ),
  ],
  [
    "marking-definition",
    unversionedObject(
      { name: text, definition_type: text, definition: anything },
      [],
      markingContent,
      notMarkedByItself,
    ),
  ],
]);
