/** Objects as tables: which properties there are, which must be, and rules between them. */

import type { Findings } from "../problems.ts";
import { compareTimestamps, isTimestamp } from "../timestamp.ts";
import { anything, type Check, type Fields, isFields } from "./kinds.ts";

export type Rule = (object: Fields, found: Findings) => void;

export interface Structure {
  readonly properties: ReadonlyMap<string, Check>;
  readonly required: readonly string[];
  readonly rules: readonly Rule[];
}

export function structure(
  properties: Readonly<Record<string, Check>>,
  required: readonly string[],
  ...rules: readonly Rule[]
): Structure {
  return { properties: new Map(Object.entries(properties)), required, rules };
}

/** Checks an object part that has no identity of its own; what it does not know must be named well. */
export function embedded(shape: Structure): Check {
  return (value, found) => {
    if (isFields(value)) checkStructure(shape, value, found, unknownInside);
    else found.error("kind", "must be an object");
  };
}

export function checkStructure(
  shape: Structure,
  object: Fields,
  found: Findings,
  unknown: (name: string, value: unknown, found: Findings) => void,
): void {
  const { properties, required, rules } = shape;
  for (const name of Object.keys(object)) {
    const value = object[name];
    const check = properties.get(name);
    found.enter(name);
    if (value === null) found.error("null", "null is no STIX value; leave it out");
    else if (check === undefined) unknown(name, value, found);
    else check(value, found);
    found.leave();
  }
  for (const name of required) {
    if (!Object.hasOwn(object, name)) found.error("missing", "is required", name);
  }
  for (const rule of rules) rule(object, found);
}

/** Names of custom properties: 3 to 250 lower-case letters, digits and _. STIX 2.1 §11.1. */
export function isPropertyName(name: string): boolean {
  return /^[a-z0-9_]{3,250}$/.test(name) && name !== "__proto__";
}

function unknownInside(name: string, value: unknown, found: Findings): void {
  if (!/^[A-Za-z0-9_-]{1,250}$/.test(name) || name === "__proto__") {
    found.error("name", "a property's name has letters, digits and _");
  }
  anything(value, found);
}

/** `later` is not before `earlier` - or, if `strict`, not at the same moment either. */
export function inOrder(earlier: string, later: string, strict = false): Rule {
  return (object, found) => {
    const a = object[earlier];
    const b = object[later];
    if (typeof a !== "string" || typeof b !== "string" || !isTimestamp(a) || !isTimestamp(b))
      return;
    const order = compareTimestamps(a, b);
    if (order > 0 || (strict && order === 0)) {
      found.error("order", `must be ${strict ? "after" : "at or after"} ${earlier}`, later);
    }
  };
}

export function atLeastOne(...names: readonly string[]): Rule {
  return (object, found) => {
    if (!names.some((name) => Object.hasOwn(object, name))) {
      found.error("missing", `one of ${names.join(", ")} is required`);
    }
  };
}

export function notTogether(one: string, other: string): Rule {
  return (object, found) => {
    if (Object.hasOwn(object, one) && Object.hasOwn(object, other)) {
      found.error("unexpected", `must not stand beside ${one}`, other);
    }
  };
}

/** `name` needs `other`. */
export function needs(name: string, other: string): Rule {
  return (object, found) => {
    if (Object.hasOwn(object, name) && !Object.hasOwn(object, other)) {
      found.error("missing", `is required with ${name}`, other);
    }
  };
}
