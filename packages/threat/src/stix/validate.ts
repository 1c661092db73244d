/**
 * Whether an object is STIX 2.1: every MUST that can be seen in one object is checked, in time linear
 * in its size; SHOULDs are told as warnings. Custom content is not refused but kept.
 */

import { derivedId, isDerivedId, isTypeName, typeOfId } from "./identifier.ts";
import { Findings, type Problem } from "./problems.ts";
import { domainObjects, relationshipObjects } from "./spec/domain-objects.ts";
import { observableObject, versionedObject } from "./spec/common.ts";
import { hasExtensionOf } from "./spec/extensions.ts";
import { anything, type Fields, isFields } from "./spec/kinds.ts";
import { metaObjects } from "./spec/meta-objects.ts";
import { observables } from "./spec/observables.ts";
import { checkStructure, isPropertyName, type Structure } from "./spec/structure.ts";

export type ObjectSort = "domain" | "relationship" | "observable" | "meta" | "custom";

export interface Verdict {
  readonly valid: boolean;
  readonly problems: readonly Problem[];
}

const known: ReadonlyMap<string, { readonly sort: ObjectSort; readonly shape: Structure }> =
  new Map([
    ...tabled("domain", domainObjects),
    ...tabled("relationship", relationshipObjects),
    ...tabled("observable", observables),
    ...tabled("meta", metaObjects),
  ]);

/** A custom type is a domain object unless its extension says that it is an observable. */
const customDomainObject = versionedObject({});
const customObservable = observableObject({});

export function sortOfType(type: string): ObjectSort {
  return known.get(type)?.sort ?? "custom";
}

/** `at` is where the object stands, for the problems' paths. */
export function validateObject(value: unknown, at?: string | number): Verdict {
  const found = new Findings();
  if (typeof at === "number") found.enter("objects");
  if (at !== undefined) found.enter(at);
  checkObject(value, found);
  return { valid: found.errorCount === 0, problems: found.problems };
}

function checkObject(value: unknown, found: Findings): void {
  if (!isFields(value)) {
    found.error("not-an-object", "must be a JSON object");
    return;
  }
  const { type, id } = value;
  if (typeof type !== "string" || !isTypeName(type)) {
    found.error("kind", "must be a type's name: letters, digits, single hyphens", "type");
    return;
  }
  if (type === "bundle") {
    found.error("unexpected", "a bundle cannot stand among objects", "type");
    return;
  }
  if (typeof id !== "string") found.error("missing", "is required", "id");
  else if (typeOfId(id) !== type) {
    found.error("identifier", "must be the object's type, two hyphens and a UUID", "id");
  }
  const table = known.get(type);
  if (table === undefined) checkCustom(type, value, found);
  else {
    if (table.sort !== "observable" && value["spec_version"] === "2.0") {
      found.error("spec-version", "this is STIX 2.0; it must be 2.1", "spec_version");
    }
    checkStructure(table.shape, value, found, unknownProperty(value));
    if (table.sort === "observable") checkDerivedId(value, found);
  }
}

function checkCustom(type: string, object: Fields, found: Findings): void {
  if (type.length < 3) found.error("name", "a type's name has at least 3 characters", "type");
  const isObservable = hasExtensionOf(object, "new-sco");
  const isDeclared =
    isObservable || hasExtensionOf(object, "new-sdo") || hasExtensionOf(object, "new-sro");
  if (!isDeclared && !type.startsWith("x-")) {
    found.warn("custom", "is not of this standard and no extension declares it", "type");
  }
  // A custom observable of before 2.1's extensions has no times; its extension does not tell.
  const looksObservable = isObservable || (!isDeclared && !Object.hasOwn(object, "created"));
  const shape = looksObservable ? customObservable : customDomainObject;
  checkStructure(shape, object, found, (_name, value) => anything(value, found));
}

function unknownProperty(object: Fields): (name: string, value: unknown, found: Findings) => void {
  return (name, value, found) => {
    if (!isPropertyName(name)) {
      found.error("name", "has 3 to 250 lower-case letters, digits and _");
    } else if (!name.startsWith("x_") && !hasExtensionOf(object, "toplevel-property-extension")) {
      found.warn("custom", "is not of this standard and no extension declares it");
    }
    anything(value, found);
  };
}

function checkDerivedId(object: Fields, found: Findings): void {
  const { id } = object;
  if (typeof id !== "string" || !isDerivedId(id) || found.errorCount > 0) return;
  const derived = derivedId(object);
  if (derived !== undefined && derived !== id) {
    found.warn("identifier-not-derived", "does not follow from the properties that make it", "id");
  }
}

function tabled(
  sort: ObjectSort,
  shapes: ReadonlyMap<string, Structure>,
): [string, { sort: ObjectSort; shape: Structure }][] {
  return [...shapes].map(([type, shape]) => [type, { sort, shape }]);
}
