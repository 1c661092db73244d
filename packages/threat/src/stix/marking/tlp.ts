/**
 * Traffic Light Protocol 1 and 2 and PAP as marking definitions. TLP 1 stands in the standard itself,
 * TLP 2.0 and PAP are extensions with fixed ids. STIX 2.1 §7.2.1.4, FIRST TLP 2.0.
 */

import type { Check, Fields } from "../spec/kinds.ts";
import { isFields, list } from "../spec/kinds.ts";
import { ref } from "../spec/references.ts";
import type { Rule } from "../spec/structure.ts";

export const tlp2ExtensionId = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d";
export const papExtensionId = "extension-definition--f8d78575-edfd-406e-8e84-6162a8450f5b";

export const tlpLevels = ["clear", "green", "amber", "amber+strict", "red"] as const;
export type TlpLevel = (typeof tlpLevels)[number];
export const papLevels = ["clear", "green", "amber", "red"] as const;
export type PapLevel = (typeof papLevels)[number];

/** In any case of letters; TLP 1 and PAP once called the lowest white. */
export function levelNamed<Level extends string>(
  levels: readonly Level[],
  name: unknown,
): Level | undefined {
  if (typeof name !== "string") return undefined;
  const folded = name.toLowerCase().replace(/^white$/, "clear");
  return levels.find((level) => level === folded);
}

const tlp2Ids: Readonly<Record<TlpLevel, string>> = {
  clear: "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
  green: "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
  amber: "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
  "amber+strict": "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
  red: "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
};

const tlp1Ids: Readonly<Record<string, string>> = {
  white: "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9",
  green: "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da",
  amber: "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82",
  red: "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed",
};

const papIds: Readonly<Record<PapLevel, string>> = {
  clear: "marking-definition--ad15a0cd-55b6-4588-a14c-a66105329b92",
  green: "marking-definition--c43594d1-4b11-4c59-93ab-1c9b14d53ce9",
  amber: "marking-definition--60f8932b-e51e-4458-b265-a2e8be9a80ab",
  red: "marking-definition--740d36e5-7714-4c30-961a-3ae632ceee0e",
};
/** PAP once called its lowest level white. */
const papWhiteId = "marking-definition--a3bea94c-b469-41dc-9cfe-d6e7daba7730";

const tlpById = new Map<string, TlpLevel>([
  ...tlpLevels.map((level) => [tlp2Ids[level], level] as const),
  [tlp1Ids["white"] ?? "", "clear"],
  [tlp1Ids["green"] ?? "", "green"],
  [tlp1Ids["amber"] ?? "", "amber"],
  [tlp1Ids["red"] ?? "", "red"],
]);
const papById = new Map<string, PapLevel>([
  ...papLevels.map((level) => [papIds[level], level] as const),
  [papWhiteId, "clear"],
]);

/** The level of a well-known marking; TLP 1's white is TLP 2's clear. */
export function tlpOfMarking(id: string): TlpLevel | undefined {
  return tlpById.get(id);
}

export function papOfMarking(id: string): PapLevel | undefined {
  return papById.get(id);
}

export function tlpMarkingId(level: TlpLevel): string {
  return tlp2Ids[level];
}

/** The marking definition of a TLP 2.0 level, as FIRST's extension lays it down. */
export function tlpMarking(level: TlpLevel): Fields {
  return {
    type: "marking-definition",
    spec_version: "2.1",
    id: tlp2Ids[level],
    created: "2022-10-01T00:00:00.000Z",
    name: `TLP:${level.toUpperCase()}`,
    extensions: {
      [tlp2ExtensionId]: { extension_type: "property-extension", tlp_2_0: level },
    },
  };
}

const markingRefList = list(ref("marking-definition"));

/** References to markings, at most one of them a TLP level. STIX 2.1 §7.2.1.4. */
export const markingRefs: Check = (value, found) => {
  markingRefList(value, found);
  if (!Array.isArray(value)) return;
  const levels = value.filter((id) => typeof id === "string" && tlpById.has(id));
  if (levels.length > 1) found.error("marking", "at most one TLP marking an object");
};

/** What a marking definition says must be of its type, and a TLP level the well-known object. */
export const markingContent: Rule = (marking, found) => {
  const { definition_type: type, definition, extensions } = marking;
  if (type === undefined && definition === undefined) {
    if (!isFields(extensions)) found.error("missing", "is required", "definition_type");
    else checkLevels(marking, extensions, found);
    return;
  }
  if (definition === undefined && !isFields(extensions)) {
    found.error("missing", "is required with definition_type", "definition");
  }
  if (type === undefined) found.error("missing", "is required with definition", "definition_type");
  if (!isFields(definition)) {
    if (definition !== undefined) found.error("kind", "must be an object", "definition");
  } else if (type === "statement") {
    if (typeof definition["statement"] !== "string") {
      found.error("missing", "must hold a statement", "definition");
    }
  } else if (type === "tlp") checkTlp1(marking, definition, found);
  if (isFields(extensions)) checkLevels(marking, extensions, found);
};

function checkTlp1(marking: Fields, definition: Fields, found: Parameters<Rule>[1]): void {
  const level = definition["tlp"];
  const id =
    typeof level === "string" && Object.hasOwn(tlp1Ids, level) ? tlp1Ids[level] : undefined;
  if (id === undefined)
    found.error("vocabulary", "must be white, green, amber or red", "definition");
  else if (marking["id"] !== id) {
    found.error("marking", "a TLP level has one well-known marking; use its id", "id");
  }
}

function checkLevels(marking: Fields, extensions: Fields, found: Parameters<Rule>[1]): void {
  const tlp = extensions[tlp2ExtensionId];
  if (isFields(tlp)) {
    const level = tlpLevels.find((it) => it === tlp["tlp_2_0"]);
    if (level === undefined) found.error("vocabulary", "is no level of TLP 2.0", "extensions");
    else if (marking["id"] !== tlp2Ids[level]) {
      found.error("marking", "a TLP level has one well-known marking; use its id", "id");
    }
  }
  const pap = extensions[papExtensionId];
  if (isFields(pap) && !["white", ...papLevels].includes(String(pap["pap"]))) {
    found.error("vocabulary", "is no level of PAP", "extensions");
  }
}
