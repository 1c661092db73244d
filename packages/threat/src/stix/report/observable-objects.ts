/** Each kind of observable as a STIX observable, where the standard has one. STIX 2.1 §6. */

import { derivedId } from "../identifier.ts";
import type { Fields } from "../spec/kinds.ts";
import type { TypedValue } from "./observable-patterns.ts";

const valueObjects: Readonly<Record<string, string>> = {
  ipv4: "ipv4-addr",
  ipv6: "ipv6-addr",
  domain: "domain-name",
  onion: "domain-name",
  url: "url",
  email: "email-addr",
  mac: "mac-addr",
};

const hashNames: Readonly<Record<string, string>> = {
  md5: "MD5",
  sha1: "SHA-1",
  sha256: "SHA-256",
  sha384: "SHA-384",
  sha512: "SHA-512",
  ssdeep: "SSDEEP",
  tlsh: "TLSH",
};

/** The observable with its derived id; undefined where STIX has no object for it. */
export function objectOfValue({ type, value }: TypedValue): Fields | undefined {
  const content = contentOf(type, value);
  if (content === undefined) return undefined;
  const id = derivedId(content);
  return id === undefined ? undefined : { ...content, spec_version: "2.1", id };
}

function contentOf(type: string, value: string): Fields | undefined {
  const plain = Object.hasOwn(valueObjects, type) ? valueObjects[type] : undefined;
  if (plain !== undefined) return { type: plain, value };
  const hash = Object.hasOwn(hashNames, type) ? hashNames[type] : undefined;
  if (hash !== undefined) return { type: "file", hashes: { [hash]: value } };
  switch (type) {
    case "cidr":
      return { type: value.includes(":") ? "ipv6-addr" : "ipv4-addr", value };
    case "asn":
      return { type: "autonomous-system", number: Number(value.slice(2)) };
    case "file-name":
      return { type: "file", name: value };
    case "mutex":
      return { type: "mutex", name: value };
    default:
      return undefined;
  }
}
