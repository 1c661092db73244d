/**
 * What stands in the place of a withdrawn object: the same id, revoked, and nothing of what it said, so
 * that whoever has read it knows that it is void, and whoever has not learns nothing. STIX 2.1 §3.6.
 */

import type { Fields } from "../spec/kinds.ts";
import { sortOfType } from "../validate.ts";
import { stixTime } from "../timestamp.ts";
import { stableId } from "./extension.ts";
import { customValueType } from "./observable-patterns.ts";

const kept = [
  "type",
  "spec_version",
  "id",
  "created",
  "created_by_ref",
  "object_marking_refs",
  "valid_from",
  "published",
  "first_observed",
  "last_observed",
  "number_observed",
];

/** Observed data must name an observable: one that nobody has seen. STIX 2.1 §4.14. */
const nothingObserved = stableId(customValueType, "withdrawn");

/** What an object of this type must say, empty of content. */
function placeholders(object: Fields): Fields {
  const { type, id } = object;
  switch (type) {
    case "indicator":
      return { pattern: `[${customValueType}:withdrawn = true]`, pattern_type: "stix" };
    case "malware":
      return { is_family: false };
    case "note":
      return { content: "withdrawn", object_refs: object["object_refs"] };
    case "report":
      return { name: "withdrawn", object_refs: [id] };
    case "observed-data":
      return { object_refs: [nothingObserved] };
    case "event":
      return { status: "occurred", extensions: object["extensions"] };
    default:
      return { name: "withdrawn" };
  }
}

/** Undefined for observables, which cannot be revoked: they are taken away. */
export function revokedForm(object: Fields, atMs: number): Fields | undefined {
  const type = String(object["type"]);
  const sort = sortOfType(type);
  if (sort === "observable" || sort === "meta" || type === "identity") return undefined;
  const properties: Record<string, unknown> = {};
  for (const name of kept) if (name in object) properties[name] = object[name];
  const before = Date.parse(String(object["modified"]));
  return {
    ...properties,
    modified: stixTime(Math.max(atMs, before + 1)),
    revoked: true,
    ...placeholders(object),
  };
}
