/**
 * MISP events as material for drafts, like foreign STIX: values, techniques, names, texts and how
 * strictly all is marked. Distribution only tightens; what is not taken over is listed.
 */

import { lookupTechnique } from "../attack/attack.ts";
import { canonicalise, type ObservableType } from "../observables/observable-types.ts";
import { type Markings, tighterMarkings, tighterTlp } from "../stix/marking/tightening.ts";
import { levelNamed, papLevels, type TlpLevel, tlpLevels } from "../stix/marking/tlp.ts";
import { Gathered, type Material } from "../stix/report/material.ts";
import { partsOfType } from "./attribute-types.ts";
import { isSet, type MispAttribute, type MispEvent } from "./event.ts";

const actorGalaxies = ["threat-actor", "mitre-intrusion-set", "microsoft-activity-group"];
const malwareGalaxies = [
  "malpedia",
  "ransomware",
  "mitre-malware",
  "mitre-tool",
  "tool",
  "rat",
  "stealer",
  "backdoor",
  "banker",
  "botnet",
];
const textTypes = new Set(["text", "comment", "other"]);

export function materialOfMisp(events: readonly MispEvent[]): Material {
  const into = new Gathered();
  let markings: Markings = { tlp: undefined, pap: undefined, others: [] };
  for (const event of events) markings = tighterMarkings(markings, gatherEvent(event, into));
  return into.material(markings);
}

function gatherEvent(event: MispEvent, into: Gathered): Markings {
  let markings = markingsOfTags(event.Tag, event.distribution);
  if (event.info.trim() !== "") into.texts.push(event.info);
  gatherTags(event.Tag, into);
  gatherGalaxies(event.Galaxy, into);
  const ofObjects = event.Object.filter((it) => !isSet(it.deleted)).flatMap((object) => {
    markings = tighterMarkings(markings, markingsOfTags([], object.distribution));
    return object.Attribute;
  });
  for (const attribute of [...event.Attribute, ...ofObjects]) {
    if (isSet(attribute.deleted)) continue;
    const its = markingsOfTags(attribute.Tag, attribute.distribution);
    markings = tighterMarkings(markings, its);
    gatherTags(attribute.Tag, into);
    gatherGalaxies(attribute.Galaxy, into);
    const why = gatherAttribute(attribute, into);
    if (why !== undefined) into.notCarried.push({ id: attribute.uuid ?? attribute.type, why });
    if (attribute.Sighting.length > 0) {
      into.notCarried.push({ id: attribute.uuid ?? attribute.type, why: "sightings of others" });
    }
  }
  for (const { content, deleted } of event.EventReport) {
    if (typeof content === "string" && !isSet(deleted)) into.texts.push(content);
  }
  if (event.RelatedEvent.length > 0) {
    into.notCarried.push({ id: event.uuid, why: "relations to other events" });
  }
  if (event.ShadowAttribute.length > 0) {
    into.notCarried.push({ id: event.uuid, why: "proposals" });
  }
  return markings;
}

function gatherAttribute(attribute: MispAttribute, into: Gathered): string | undefined {
  const { type, value } = attribute;
  if (attribute.warnings !== undefined && attribute.warnings.length > 0) {
    return "on a warning list of the sender";
  }
  if (type === "threat-actor" || type === "malware-type") {
    if (value.trim() === "") return "no name";
    (type === "threat-actor" ? into.actors : into.malware).add(value.trim());
    return undefined;
  }
  if (textTypes.has(type)) {
    into.texts.push(value);
    return undefined;
  }
  const parts = Object.hasOwn(partsOfType, type) ? partsOfType[type] : undefined;
  if (parts === undefined) return "an attribute type that reports do not hold";
  const texts = parts.length === 1 ? [portJoined(type, value)] : value.split("|");
  let why: string | undefined;
  for (const [at, part] of parts.entries()) {
    const known = part === null ? undefined : typedValue(part, texts[at] ?? "");
    if (known === undefined) why = "a value that is not of its type, or a part without a field";
    else if (known.type === "cve") into.vulnerabilities.add(known.value);
    else addValue(known, attribute, into);
  }
  return why;
}

/** `address|port` is written as one value here. */
function portJoined(type: string, value: string): string {
  if (!type.endsWith("|port")) return value;
  const [address = "", port = ""] = value.split("|");
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}

/** An address may be of either sort or a range, a file name a path, a domain an onion name. */
function typedValue(
  type: ObservableType,
  text: string,
): { type: ObservableType; value: string } | undefined {
  const alternatives: Partial<Record<ObservableType, readonly ObservableType[]>> = {
    ipv4: ["ipv4", "ipv6", "cidr"],
    domain: ["onion", "domain"],
    "file-name": ["file-name", "windows-path", "unc-path", "unix-path"],
  };
  for (const one of alternatives[type] ?? [type]) {
    const value = canonicalise(one, text.trim());
    if (value !== undefined) return { type: one, value };
  }
  return undefined;
}

function addValue(
  { type, value }: { type: string; value: string },
  attribute: MispAttribute,
  into: Gathered,
): void {
  const key = `${type}\n${value}`;
  if (into.values.has(key)) return;
  const confidence = isSet(attribute.to_ids) ? "medium" : "low";
  into.values.set(key, { type, value, confidence, source: attribute.uuid ?? "" });
}

function gatherGalaxies(galaxies: MispEvent["Galaxy"], into: Gathered): void {
  for (const { GalaxyCluster: clusters } of galaxies) {
    for (const { type = "", value, meta } of clusters) {
      gatherCluster(type, value, meta?.external_id ?? [], into);
    }
  }
}

/** `misp-galaxy:threat-actor="Sofacy"`. */
function gatherTags(tags: MispEvent["Tag"], into: Gathered): void {
  for (const { name } of tags) {
    const [, galaxy, value] = /^misp-galaxy:([a-z0-9-]{1,80})="([^"]{1,300})"$/.exec(name) ?? [];
    if (galaxy !== undefined && value !== undefined) gatherCluster(galaxy, value, [], into);
  }
}

function gatherCluster(
  galaxy: string,
  value: string,
  ids: readonly string[],
  into: Gathered,
): void {
  if (galaxy.endsWith("attack-pattern")) {
    const written = / - (T\d{4}(?:\.\d{3})?)$/.exec(value)?.[1];
    const technique = [...ids, written ?? ""].map(lookupTechnique).find((it) => it !== undefined);
    if (technique !== undefined) into.techniques.add(technique.id);
    else into.notCarried.push({ id: galaxy, why: "no technique of ATT&CK" });
    return;
  }
  const name = value.replace(/ - [A-Z]\d{4}$/, "");
  if (actorGalaxies.includes(galaxy)) into.actors.add(name);
  else if (malwareGalaxies.includes(galaxy)) into.malware.add(name);
  else into.notCarried.push({ id: galaxy, why: "a galaxy that reports have no field for" });
}

/** Distribution 0 is the sender's own organisation, 1 and 2 communities, 3 everyone, 4 a group. */
const distributionLevels: Readonly<Record<string, TlpLevel>> = {
  "0": "red",
  "1": "amber",
  "2": "amber",
  "4": "amber+strict",
};

function markingsOfTags(tags: MispEvent["Tag"], distribution: string | undefined): Markings {
  let tlp =
    distribution !== undefined && Object.hasOwn(distributionLevels, distribution)
      ? distributionLevels[distribution]
      : undefined;
  let pap: Markings["pap"];
  for (const { name } of tags) {
    const [, scheme, level] = /^(tlp|pap):([a-z+]{1,12})$/.exec(name.toLowerCase()) ?? [];
    if (scheme === "tlp") tlp = tighterTlp(tlp, levelNamed(tlpLevels, level));
    if (scheme === "pap") pap = levelNamed(papLevels, level) ?? pap;
  }
  return { tlp, pap, others: [] };
}
