/**
 * What of the company's values is worth asking about, and under which key. Values that can all be listed
 * and tried are evaluated under the key with the small quota; so are those that say little, such as names
 * of dynamic DNS. Private, reserved and well-known benign ones never, because everybody has them. PROTOCOL §3.
 */

import { benignOf, canonicalise, isObservableType, observableTypes } from "@tocsin/threat";
import { utf8 } from "@tocsin/kernel";
import type { BlindKey, BlindValue, QueuedValue } from "@tocsin/store";

import {
  addressOfConnection,
  canonicalConnection,
  connectionType,
} from "../matching/connections.ts";
import { featureType, isFeatureType } from "./feature-types.ts";
import { featureOf } from "./features.ts";

/** Names of at most so many characters before the last label can all be tried, as addresses can. */
export const shortDomainCharsMax = 7;

const featureCharsMax = 256;

/** What means something within one company only, or stands for another. */
const reservedLists: ReadonlySet<string> = new Set([
  "private-addresses",
  "documentation-addresses",
  "link-local-addresses",
  "multicast-addresses",
  "reserved-addresses",
  "documentation-names",
  "special-names",
]);

export type BlindVerdict =
  | { readonly ok: true; readonly value: QueuedValue }
  | { readonly ok: false; readonly why: "unknown-type" | "malformed" | "private" | "benign" };

/** Judges a value; `ignored`: lists of harmless values that count as real in this community. */
export type BlindJudge = (type: string, text: string) => BlindVerdict;

export function blindJudge(ignored: ReadonlySet<string>): BlindJudge {
  return (type, text) => blindValueOf(type, text, ignored);
}

/** The value in canonical form with its key, or why nobody is asked about it. */
export function blindValueOf(
  type: string,
  text: string,
  ignored: ReadonlySet<string> = new Set(),
): BlindVerdict {
  if (isFeatureType(type)) return featureVerdict(type, text);
  if (type === connectionType) return connectionVerdict(text, ignored);
  if (!isObservableType(type)) return { ok: false, why: "unknown-type" };
  const value = canonicalise(type, text);
  if (value === undefined) return { ok: false, why: "malformed" };
  const feature = featureOf({ type, value });
  if (feature !== undefined) return featureVerdict(feature.type, feature.value);
  const found = benignOf(type, value);
  const benign = found === undefined || ignored.has(found.list) ? undefined : found;
  if (benign !== undefined && reservedLists.has(benign.list)) return { ok: false, why: "private" };
  if (benign !== undefined && benign.effect !== "weak") return { ok: false, why: "benign" };
  const isGuessable =
    observableTypes[type].lowEntropy ||
    benign !== undefined ||
    (type === "domain" && isShortDomain(value));
  const key: BlindKey = isGuessable ? "low" : "high";
  return { ok: true, value: { type, value, key } };
}

/** It cannot be guessed as its address can; where that is private or harmless, so is the connection. */
function connectionVerdict(text: string, ignored: ReadonlySet<string>): BlindVerdict {
  const connection = canonicalConnection(text);
  if (connection === undefined) return { ok: false, why: "malformed" };
  const address = blindValueOf("ipv4", addressOfConnection(connection), ignored);
  return address.ok ? featureVerdict(featureType("connection"), connection) : address;
}

/** Features are made of values that were judged; here only their form is looked at. */
function featureVerdict(type: string, text: string): BlindVerdict {
  const isWhole = text !== "" && text.length <= featureCharsMax && text === text.trim();
  if (!isWhole) return { ok: false, why: "malformed" };
  return { ok: true, value: { type, value: text, key: "high" } };
}

/** What is evaluated: the type is part of it, so equal texts of two types are two values. */
export function blindInput({ type, value }: BlindValue): Uint8Array<ArrayBuffer> {
  return utf8(`${type}\n${value}`);
}

function isShortDomain(value: string): boolean {
  return value.slice(0, Math.max(value.lastIndexOf("."), 0)).length <= shortDomainCharsMax;
}
