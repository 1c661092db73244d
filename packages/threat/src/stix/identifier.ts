/**
 * STIX identifiers: `type--UUID`, and the ids of observables that follow from what they are, so that
 * two who saw the same value give it the same id. STIX 2.1 §2.9, RFC 9562 §5.5, RFC 8785.
 */

import { createHash } from "node:crypto";

import { canonicalJson } from "@tocsin/kernel";

/** The namespace of observables' ids, STIX 2.1 §2.9. */
export const observableNamespace = "00abedb4-aa42-466c-9c01-fed23315a9b7";
const uuidChars = 36;
const typeCharsMax = 250;
const hyphen = 45;

/** The type that an identifier names, or undefined where the text is none. */
export function typeOfId(id: string): string | undefined {
  const typeEnd = id.length - uuidChars - 2;
  if (typeEnd < 1 || typeEnd > typeCharsMax) return undefined;
  if (id.charCodeAt(typeEnd) !== hyphen || id.charCodeAt(typeEnd + 1) !== hyphen) return undefined;
  if (!isUuidAt(id, typeEnd + 2)) return undefined;
  const type = id.slice(0, typeEnd);
  return isTypeName(type) ? type : undefined;
}

/** Whether the identifier's UUID says that it was derived from content (version 5). */
export function isDerivedId(id: string): boolean {
  return id.charAt(id.length - 22) === "5";
}

/** Letters, digits and single hyphens, at least 1 character; STIX 2.1 §2.17 and §11. */
export function isTypeName(type: string): boolean {
  if (type.length > typeCharsMax) return false;
  let last = hyphen;
  for (let at = 0; at < type.length; at += 1) {
    const code = type.charCodeAt(at);
    const plain = (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
    if (!plain && !(code === hyphen && last !== hyphen)) return false;
    last = code;
  }
  return last !== hyphen;
}

/** UUID version 5 of a name in a namespace. */
export function uuid5(namespace: string, name: string): string {
  const hash = createHash("sha1");
  hash.update(Buffer.from(namespace.replaceAll("-", ""), "hex"));
  hash.update(name, "utf8");
  const bytes = hash.digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Which properties an observable's id follows from. A process has none: its id is random. */
const contributing: ReadonlyMap<string, readonly string[]> = new Map([
  ["artifact", ["hashes", "payload_bin"]],
  ["autonomous-system", ["number"]],
  ["directory", ["path"]],
  ["domain-name", ["value"]],
  ["email-addr", ["value"]],
  ["email-message", ["from_ref", "subject", "body"]],
  ["file", ["hashes", "name", "parent_directory_ref", "extensions"]],
  ["ipv4-addr", ["value"]],
  ["ipv6-addr", ["value"]],
  ["mac-addr", ["value"]],
  ["mutex", ["name"]],
  [
    "network-traffic",
    ["start", "end", "src_ref", "dst_ref", "src_port", "dst_port", "protocols", "extensions"],
  ],
  ["software", ["name", "cpe", "swid", "vendor", "version"]],
  ["url", ["value"]],
  ["user-account", ["account_type", "user_id", "account_login"]],
  ["windows-registry-key", ["key", "values"]],
  ["x509-certificate", ["hashes", "serial_number"]],
]);

const hashOrder = ["MD5", "SHA-1", "SHA-256", "SHA-512"];

/** The id that follows from an observable's content; undefined where none follows. */
export function derivedId(object: Readonly<Record<string, unknown>>): string | undefined {
  const { type } = object;
  if (typeof type !== "string") return undefined;
  const names = contributing.get(type);
  if (names === undefined) return undefined;
  const seed: Record<string, unknown> = {};
  for (const name of names) {
    const value = object[name];
    if (value !== undefined) seed[name] = name === "hashes" ? oneHash(value) : value;
  }
  if (Object.keys(seed).length === 0) return undefined;
  return `${type}--${uuid5(observableNamespace, canonicalJson(seed))}`;
}

/** The id of one of the many observables whose id follows from one text property. */
export function valueId(type: string, property: "value" | "name" | "path", value: string): string {
  return `${type}--${uuid5(observableNamespace, canonicalJson({ [property]: value }))}`;
}

/** Of several hashes one is taken, in the standard's order of preference. */
function oneHash(hashes: unknown): unknown {
  if (typeof hashes !== "object" || hashes === null) return hashes;
  const given = Object.entries(hashes).sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return Object.fromEntries(given.slice(0, 1));
}

function rank(name: string): number {
  const at = hashOrder.indexOf(name);
  return at < 0 ? hashOrder.length : at;
}

function isUuidAt(text: string, from: number): boolean {
  for (let at = 0; at < uuidChars; at += 1) {
    const code = text.charCodeAt(from + at);
    if (at === 8 || at === 13 || at === 18 || at === 23) {
      if (code !== hyphen) return false;
    } else if (!isHexDigit(code)) return false;
  }
  const version = text.charCodeAt(from + 14);
  const variant = text.charAt(from + 19).toLowerCase();
  return version >= 49 && version <= 56 && "89ab".includes(variant);
}

function isHexDigit(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70);
}
