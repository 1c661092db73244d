/**
 * What foreign STIX objects say that a report could hold: values, techniques, vulnerabilities, names,
 * short notes, and how strictly all of it is marked. What a report cannot hold is listed.
 */

import { lookupTechnique } from "../../attack/attack.ts";
import { markingIds, type Markings, markingsOfIds } from "../marking/tightening.ts";
import { type Fields, isFields } from "../spec/kinds.ts";
import { sortOfType } from "../validate.ts";
import { confidenceOf } from "./from-objects.ts";
import { type TypedValue, valuesOfPattern } from "./observable-patterns.ts";
import { valueOfObject } from "./value-of-object.ts";

export interface MaterialValue extends TypedValue {
  readonly confidence: "low" | "medium" | "high";
  /** Id of the object that says so. */
  readonly source: string;
}

/** An object of which a report can hold nothing, or not all. */
export interface NotCarried {
  readonly id: string;
  readonly why: string;
}

export interface Material {
  readonly values: readonly MaterialValue[];
  /** Ids of ATT&CK. */
  readonly techniques: readonly string[];
  readonly vulnerabilities: readonly string[];
  readonly malware: readonly string[];
  readonly actors: readonly string[];
  readonly texts: readonly string[];
  readonly markings: Markings;
  readonly notCarried: readonly NotCarried[];
}

/** Material on its way: of STIX objects, and of MISP events. */
export class Gathered {
  readonly values = new Map<string, MaterialValue>();
  readonly techniques = new Set<string>();
  readonly vulnerabilities = new Set<string>();
  readonly malware = new Set<string>();
  readonly actors = new Set<string>();
  readonly texts: string[] = [];
  readonly notCarried: NotCarried[] = [];

  material(markings: Markings): Material {
    return {
      values: [...this.values.values()],
      techniques: [...this.techniques],
      vulnerabilities: [...this.vulnerabilities],
      malware: [...this.malware],
      actors: [...this.actors],
      texts: this.texts,
      markings,
      notCarried: this.notCarried,
    };
  }
}

/** Objects must be valid; revoked ones are listed and not used. */
export function materialOf(objects: readonly Fields[]): Material {
  const all = new MaterialOfObjects();
  for (const object of objects) all.add(object);
  return all.finish();
}

/** The same of objects as they come, so that a large bundle need not be held. */
export class MaterialOfObjects {
  readonly #gathered = new Gathered();
  readonly #definitions = new Map<string, Fields>();
  readonly #markingIds = new Set<string>();

  add(object: Fields): void {
    const id = String(object["id"]);
    if (object["type"] === "marking-definition") {
      this.#definitions.set(id, object);
      return;
    }
    for (const marking of markingIds(object)) this.#markingIds.add(marking);
    const why = object["revoked"] === true ? "revoked" : gather(object, this.#gathered);
    if (why !== undefined) this.#gathered.notCarried.push({ id, why });
  }

  /** The strictest marking of all goes for the whole: a definition may stand behind what it marks. */
  finish(): Material {
    return this.#gathered.material(markingsOfIds(this.#markingIds, this.#definitions));
  }
}

/** Takes what can be taken; says why where something is left. */
function gather(object: Fields, into: Gathered): string | undefined {
  const type = String(object["type"]);
  switch (type) {
    case "indicator":
      return gatherIndicator(object, into);
    case "attack-pattern":
      return gatherTechnique(object, into);
    case "vulnerability":
      return gatherVulnerability(object, into);
    case "malware":
    case "tool":
      return addName(object, into.malware);
    case "intrusion-set":
    case "threat-actor":
    case "campaign":
      return addName(object, into.actors);
    case "note":
    case "report":
    case "incident":
    case "course-of-action":
      return gatherText(object, into);
    case "extension-definition":
      return undefined;
    default:
      return sortOfType(type) === "observable" ? gatherValue(object, into) : whyNot(type);
  }
}

function gatherIndicator(object: Fields, into: Gathered): string | undefined {
  const { pattern, pattern_type: type } = object;
  const rules: Readonly<Record<string, string>> = {
    yara: "yara-rule",
    sigma: "sigma-rule",
    snort: "snort-rule",
    suricata: "snort-rule",
  };
  if (typeof pattern !== "string" || typeof type !== "string") return "no pattern";
  const rule = Object.hasOwn(rules, type) ? rules[type] : undefined;
  if (rule !== undefined) {
    addValue({ type: rule, value: pattern }, object, into);
    return undefined;
  }
  if (type !== "stix") return "a rule language that reports do not hold";
  const values = valuesOfPattern(pattern);
  if (values === undefined) return "the pattern says more than a list of values";
  for (const value of values) addValue(value, object, into);
  return undefined;
}

function gatherValue(object: Fields, into: Gathered): string | undefined {
  const values = valueOfObject(object);
  if (values.length === 0) return "an observable without a value that reports hold";
  for (const value of values) addValue(value, object, into);
  return undefined;
}

function addValue(value: TypedValue, object: Fields, into: Gathered): void {
  const key = `${value.type}\n${value.value}`;
  if (into.values.has(key)) return;
  const confidence = confidenceOf(object["confidence"]);
  into.values.set(key, { ...value, confidence, source: String(object["id"]) });
}

function gatherTechnique(object: Fields, into: Gathered): string | undefined {
  const id = externalIds(object).find((it) => lookupTechnique(it) !== undefined);
  if (id === undefined) return "no technique of ATT&CK";
  into.techniques.add(lookupTechnique(id)?.id ?? id);
  return undefined;
}

function gatherVulnerability(object: Fields, into: Gathered): string | undefined {
  const { name } = object;
  const ids = [...externalIds(object), ...(typeof name === "string" ? [name] : [])];
  const id = ids.map((it) => it.toUpperCase()).find((it) => /^CVE-\d{4}-\d{4,7}$/.test(it));
  if (id === undefined) return "no CVE id";
  into.vulnerabilities.add(id);
  return undefined;
}

function addName(object: Fields, names: Set<string>): string | undefined {
  const { name } = object;
  if (typeof name !== "string" || name.trim() === "") return "no name";
  names.add(name.trim());
  return undefined;
}

function gatherText(object: Fields, into: Gathered): string | undefined {
  for (const name of ["name", "description", "abstract", "content"]) {
    const text = object[name];
    if (typeof text === "string" && text.trim() !== "") into.texts.push(text);
  }
  return undefined;
}

function externalIds(object: Fields): string[] {
  const references = object["external_references"];
  const list: readonly unknown[] = Array.isArray(references) ? references : [];
  return list
    .map((it) => (isFields(it) ? it["external_id"] : undefined))
    .filter((it) => typeof it === "string");
}

function whyNot(type: string): string {
  if (type === "relationship" || type === "sighting") return "reports hold no relations";
  if (type === "identity" || type === "location") return "who and where is not taken over";
  return "reports have no field for this type";
}
