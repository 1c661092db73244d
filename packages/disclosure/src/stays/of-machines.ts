/** Observables of machines: even where every machine has them, they are no names of ours, and talk has none. */

import type { Observation } from "@tocsin/threat/extraction";

const types: ReadonlySet<string> = new Set<Observation["type"]>([
  "file-name",
  "windows-path",
  "unix-path",
  "registry-key",
]);

export function isOfMachines({ type }: Pick<Observation, "type">): boolean {
  return types.has(type);
}

/** What people write and hand to one another, whoever took it: its name may tell of business. */
const documentEndings = new Set("xls xlsx ods csv doc docx odt ppt pptx pdf".split(" "));

export function isDocumentName(value: string): boolean {
  const ending = value.lastIndexOf(".") + 1;
  return ending > 0 && documentEndings.has(value.slice(ending).toLowerCase());
}

export function isDocument({ type, value }: Observation): boolean {
  return type === "file-name" && isDocumentName(value);
}

/** What attackers own or use, and what is told of it: no doubt about names and no subject touches it. */
export function isOfAttackers(it: Observation): boolean {
  if (isOfMachines(it)) return !isDocument(it);
  return it.benign?.effect !== "never";
}
