/**
 * Tocsin's own STIX extension: what a report says and STIX has no property for. Each object that came
 * from a part of a report says which part, so that the report can be made again without loss.
 */

import { uuid5 } from "../identifier.ts";
import { type Fields, isFields } from "../spec/kinds.ts";

export const tocsinExtensionId = "extension-definition--00fdbe99-d163-436f-a7a9-4ad960812c6b";
const tocsinNamespace = "11522f1c-04f9-48d3-b955-47cab0d511d8";
/** The day on which this extension was first published. */
const definedAt = "2026-11-21T00:00:00.000Z";

/** Who defines the extension: the project, not a member. */
const projectIdentity: Fields = {
  type: "identity",
  spec_version: "2.1",
  id: stableId("identity", "project"),
  created: definedAt,
  modified: definedAt,
  name: "Tocsin",
  identity_class: "system",
};

const definition: Fields = {
  type: "extension-definition",
  spec_version: "2.1",
  id: tocsinExtensionId,
  created_by_ref: projectIdentity["id"],
  created: definedAt,
  modified: definedAt,
  name: "Tocsin report",
  description: "Classes of information, roles and coarse times of an anonymous incident report.",
  schema: "docs/protocol/stix-extension.md of the Tocsin sources",
  version: "1.0.0",
  extension_types: ["property-extension"],
};

/** The objects that explain the extension; they stand in every bundle that uses it. */
export const extensionObjects: readonly Fields[] = [projectIdentity, definition];

/** Always the same id for the same part of the same thing. */
export function stableId(type: string, ...names: readonly string[]): string {
  return `${type}--${uuid5(tocsinNamespace, [type, ...names].join("\n"))}`;
}

export function extended(content: Fields): Fields {
  return { [tocsinExtensionId]: { extension_type: "property-extension", ...content } };
}

/** What our extension says on an object. */
export function extensionOf(object: Fields): Fields | undefined {
  const all = object["extensions"];
  const own: unknown = isFields(all) ? all[tocsinExtensionId] : undefined;
  return isFields(own) ? own : undefined;
}
