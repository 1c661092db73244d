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
const documentEnding = /\.(?:xlsx?|ods|csv|docx?|odt|pptx?|pdf)$/i;

export function isDocument({ type, value }: Observation): boolean {
  return type === "file-name" && documentEnding.test(value);
}

/** What attackers own or use, and what is told of it: no doubt about names and no subject touches it. */
export function isOfAttackers(it: Observation): boolean {
  if (isOfMachines(it)) return !isDocument(it);
  return it.benign?.effect !== "never";
}
