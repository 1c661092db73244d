/** The values that a STIX observable holds, in the form in which they are compared. */

import {
  canonicalise,
  isObservableType,
  type ObservableType,
} from "../../observables/observable-types.ts";
import { type Fields, isFields } from "../spec/kinds.ts";
import type { TypedValue } from "./observable-patterns.ts";

const byType: Readonly<Record<string, readonly ObservableType[]>> = {
  "ipv4-addr": ["ipv4", "cidr"],
  "ipv6-addr": ["ipv6", "cidr"],
  "domain-name": ["onion", "domain"],
  url: ["url"],
  "email-addr": ["email"],
  "mac-addr": ["mac"],
};
const hashTypes: Readonly<Record<string, ObservableType>> = {
  MD5: "md5",
  "SHA-1": "sha1",
  "SHA-256": "sha256",
  "SHA-384": "sha384",
  "SHA-512": "sha512",
  SSDEEP: "ssdeep",
  TLSH: "tlsh",
};

export function valueOfObject(object: Fields): readonly TypedValue[] {
  const type = String(object["type"]);
  const plain = Object.hasOwn(byType, type) ? byType[type] : undefined;
  if (plain !== undefined) return first(plain, object["value"]);
  switch (type) {
    case "autonomous-system":
      return first(["asn"], `AS${String(object["number"])}`);
    case "mutex":
      return first(["mutex"], object["name"]);
    case "windows-registry-key":
      return first(["registry-key"], object["key"]);
    case "software":
      return first(["cpe"], object["cpe"]);
    case "x509-certificate":
      return [...hashes(object), ...first(["certificate-serial"], object["serial_number"])];
    case "artifact":
      return hashes(object);
    case "file":
      return [...hashes(object), ...first(["file-name"], object["name"])];
    default:
      return [];
  }
}

function hashes(object: Fields): TypedValue[] {
  const given = object["hashes"];
  if (!isFields(given)) return [];
  return Object.entries(given).flatMap(([name, hash]) => {
    const type = Object.hasOwn(hashTypes, name) ? hashTypes[name] : undefined;
    return type === undefined ? [] : first([type], hash);
  });
}

function first(types: readonly string[], text: unknown): TypedValue[] {
  if (typeof text !== "string") return [];
  for (const type of types) {
    const value = isObservableType(type) ? canonicalise(type, text) : undefined;
    if (value !== undefined) return [{ type, value }];
  }
  return [];
}
