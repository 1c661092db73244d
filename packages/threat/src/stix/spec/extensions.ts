/**
 * Extensions of objects: those that the standard itself defines are checked; those of others have a
 * definition's id as key and are kept as they are. STIX 2.1 §7.3.
 */

import { typeOfId } from "../identifier.ts";
import type { Findings } from "../problems.ts";
import { incidentCore, incidentCoreId } from "./incident-core.ts";
import { anything, type Check, forEachEntry, isFields, oneOf } from "./kinds.ts";
import { checkStructure } from "./structure.ts";
import { observableExtensions } from "./observable-extensions.ts";

export const extensionTypes = [
  "new-sdo",
  "new-sco",
  "new-sro",
  "property-extension",
  "toplevel-property-extension",
] as const;

const extensionType = oneOf(...extensionTypes);

export const extensions: Check = (value, found) => {
  forEachEntry(value, found, (key, extension) => {
    if (!isFields(extension)) found.error("kind", "must be an object");
    else if (typeOfId(key) === "extension-definition") defined(key, extension, found);
    else if (observableExtensions.has(key)) observableExtensions.get(key)?.(extension, found);
    else named(key, extension, found);
  });
};

function defined(key: string, extension: Readonly<Record<string, unknown>>, found: Findings): void {
  const type = extension["extension_type"];
  // The first marking extensions were published without it, so its absence is told and no more.
  if (type === undefined) found.warn("extension", "should say its extension_type");
  else {
    found.enter("extension_type");
    extensionType(type, found);
    found.leave();
  }
  if (key === incidentCoreId) {
    checkStructure(incidentCore, extension, found, (_name, part) => anything(part, found));
  } else anything(extension, found);
}

/** Custom extensions of before 2.1 were named `…-ext`; the standard has deprecated them. */
function named(key: string, extension: unknown, found: Findings): void {
  if (!/^[a-z0-9-]{3,250}$/.test(key) || !key.endsWith("-ext")) {
    found.error("extension", "the key must be the id of an extension definition");
  } else found.warn("extension", "is not of this standard; extensions have a definition's id");
  anything(extension, found);
}

/** Whether one of the object's extensions says that it is of this type. */
export function hasExtensionOf(object: Readonly<Record<string, unknown>>, type: string): boolean {
  const all = object["extensions"];
  if (!isFields(all)) return false;
  return Object.values(all).some((one) => isFields(one) && one["extension_type"] === type);
}
