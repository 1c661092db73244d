/** Material as plain text: what a person reads in a draft, and what extraction finds again. */

import type { Material } from "./material.ts";

const textsMax = 200;
const notCarriedMax = 200;

export function materialText(material: Material): string {
  const { values, techniques, vulnerabilities, malware, actors, texts, notCarried } = material;
  const lines = [
    ...texts.slice(0, textsMax),
    listed("Malware", malware),
    listed("Actors", actors),
    listed("Techniques", techniques),
    listed("Vulnerabilities", vulnerabilities),
    ...values.map(({ type, value }) => `${type}: ${value}`),
    ...(notCarried.length === 0 ? [] : [`Not taken over: ${notCarried.length} objects`]),
    ...notCarried.slice(0, notCarriedMax).map(({ id, why }) => `- ${typeOf(id)}: ${why}`),
  ];
  return `${lines.filter((line) => line !== "").join("\n")}\n`;
}

function listed(title: string, names: readonly string[]): string {
  return names.length === 0 ? "" : `${title}: ${names.join(", ")}`;
}

/** The UUID would be read as a value of its own. */
function typeOf(id: string): string {
  return id.split("--", 1)[0] ?? "";
}
