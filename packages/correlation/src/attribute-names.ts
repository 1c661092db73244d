/**
 * Attributes come from many tools under many names. Here each name becomes a kind of feature;
 * what is not known is compared as it stands and trusted little.
 */

import { foldName } from "@tocsin/threat";

import type { Kind } from "./kinds.ts";

const kindsByWord: readonly (readonly [RegExp, Kind])[] = [
  [/^(?:look_?alike|impersonat|spoof|typosquat)/, "look-alike"],
  [/^(?:code_)?sign(?:er|ature_subject|ing)|^(?:certificate|cert)(?:_|$)/, "signer"],
  [/^(?:registrant|registrar_account|whois|reseller)/, "registrant"],
  [/^(?:malware|family|tool|ransomware|backdoor|implant|software)/, "malware"],
  [/^(?:actor|threat_actor|intrusion_set|group|attribution|adversary)/, "actor"],
  [/^(?:technique|ttp|attack_pattern|attack_technique)/, "technique"],
  [/^(?:cve|vulnerabilit)/, "vulnerability"],
  [/^(?:product|cpe|target(?:ed)?_product|technology)/, "product"],
  [/^(?:asn?|autonomous_system)$/, "autonomous-system"],
  [/^(?:name_?servers?|ns)$/, "name-server"],
  [/^(?:imphash|ja3s?|ja4[a-z]*|jarm|rich_header|pdb|pdb_path|mutex)/, "fingerprint"],
  [/^(?:ssdeep|tlsh)$/, "similar-file"],
  [/^file_?names?$/, "file-shape"],
];

/** What says nothing about who did it. */
const ignored =
  /^(?:victim|sector|industry|country|region|tlp|source|reporter|title|description|id|note|confidence|severity|vcdb)/;

export function kindOfAttribute(name: string): Kind | undefined {
  const word = foldedWord(name);
  if (ignored.test(word)) return undefined;
  return kindsByWord.find(([pattern]) => pattern.test(word))?.[1] ?? "attribute";
}

export function foldedWord(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_");
}

/** Company forms say nothing: `DTOPTOOLZ Co.` is `DTOPTOOLZ CO., LTD`. */
export function foldSigner(value: string): string {
  return foldName(
    value.replaceAll(/[.,]|\b(?:co|ltd|llc|inc|gmbh|corp|corporation|limited|company)\b/gi, " "),
  );
}
