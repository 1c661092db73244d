/** References to other objects, and parts that many objects share. STIX 2.1 §2.5, §2.9, §2.11, §7.2. */

import { typeOfId } from "../identifier.ts";
import type { Findings } from "../problems.ts";
import { type Check, hashes, isFields, list, text, uri } from "./kinds.ts";
import { atLeastOne, embedded, type Rule, structure } from "./structure.ts";

/** An identifier of one of these types, or of any. */
export function ref(...types: readonly string[]): Check {
  const allowed = new Set(types);
  return (value, found) => {
    const type = identifierType(value, found);
    if (type === undefined || allowed.size === 0 || allowed.has(type)) return;
    found.error("reference", `must refer to ${types.join(" or ")}`);
  };
}

/** An identifier of any type but these. */
export function refExcept(...types: readonly string[]): Check {
  const refused = new Set(types);
  return (value, found) => {
    const type = identifierType(value, found);
    if (type !== undefined && refused.has(type)) {
      found.error("reference", `must not refer to ${types.join(" or ")}`);
    }
  };
}

export function refs(...types: readonly string[]): Check {
  return list(ref(...types));
}

function identifierType(value: unknown, found: Findings): string | undefined {
  const type = typeof value === "string" ? typeOfId(value) : undefined;
  if (type === undefined) found.error("identifier", "must be type--UUID");
  return type;
}

const catalogueForms: Readonly<Record<string, RegExp>> = {
  cve: /^CVE-[0-9]{4}-(?:0[0-9]{3}|[1-9][0-9]{3,})$/,
  capec: /^CAPEC-[0-9]{1,9}$/,
};

const catalogueId: Rule = (object, found) => {
  const { source_name: source, external_id: id } = object;
  if (typeof source !== "string" || typeof id !== "string") return;
  const form = Object.hasOwn(catalogueForms, source) ? catalogueForms[source] : undefined;
  if (form !== undefined && !form.test(id)) {
    found.error("format", `does not have the form of ids of ${source}`, "external_id");
  }
};

const externalReference = embedded(
  structure(
    { source_name: text, description: text, url: uri, hashes, external_id: text },
    ["source_name"],
    atLeastOne("description", "url", "external_id"),
    catalogueId,
  ),
);
export const externalReferences = list(externalReference);

const killChainPhase = embedded(
  structure({ kill_chain_name: text, phase_name: text }, ["kill_chain_name", "phase_name"]),
);
export const killChainPhases = list(killChainPhase);

/** Language tags, RFC 5646: parts of 1 to 8 letters and digits. */
export const languageTag: Check = (value, found) => {
  if (typeof value !== "string") found.error("kind", "must be a language tag");
  else if (!/^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,15}$/.test(value)) {
    found.error("format", "must be a language tag of RFC 5646");
  }
};

const selector: Check = (value, found) => {
  if (typeof value !== "string") found.error("kind", "must be a string");
  else if (value.length > 1000 || !isSelector(value)) {
    found.error("format", "must be names and [numbers] joined by dots");
  }
};

const granularMarking = embedded(
  structure(
    { lang: languageTag, marking_ref: ref("marking-definition"), selectors: list(selector) },
    ["selectors"],
    (object, found) => {
      if (Object.hasOwn(object, "lang") === Object.hasOwn(object, "marking_ref")) {
        found.error("marking", "has either lang or marking_ref");
      }
    },
  ),
);
export const granularMarkings = list(granularMarking);

/** Each selector of a granular marking points at something that is there, STIX 2.1 §7.2.3.1. */
export const selectorsMeet: Rule = (object, found) => {
  const markings = object["granular_markings"];
  if (!Array.isArray(markings)) return;
  for (const [at, marking] of markings.entries()) {
    const selectors: unknown = isFields(marking) ? marking["selectors"] : undefined;
    if (!Array.isArray(selectors)) continue;
    for (const one of selectors) {
      if (typeof one === "string" && isSelector(one) && !selects(object, one)) {
        found.enter("granular_markings");
        found.enter(at);
        found.error("marking", "a selector points at nothing");
        found.leave();
        found.leave();
      }
    }
  }
};

function isSelector(path: string): boolean {
  return path.split(".").every((step) => /^(?:[A-Za-z0-9_-]{1,250}|\[[0-9]{1,6}\])$/.test(step));
}

function selects(object: unknown, path: string): boolean {
  let at: unknown = object;
  for (const step of path.split(".")) {
    if (step.startsWith("[")) {
      if (!Array.isArray(at) || Number(step.slice(1, -1)) >= at.length) return false;
      at = at[Number(step.slice(1, -1))];
    } else {
      if (!isFields(at) || !Object.hasOwn(at, step)) return false;
      at = at[step];
    }
  }
  return true;
}
