/**
 * What of the company's values is worth asking about, and under which key. Values that can all be listed
 * and tried are evaluated under the key with the small quota; private, reserved and well-known benign ones
 * never, because everybody has them. PROTOCOL §3.
 */

import { benignOf, canonicalise, isObservableType, observableTypes } from "@tocsin/threat";
import { utf8 } from "@tocsin/kernel";
import type { BlindKey, BlindValue, QueuedValue } from "@tocsin/store";

/** Names of at most so many characters before the last label can all be tried, as addresses can. */
export const shortDomainCharsMax = 7;

export type BlindVerdict =
  | { readonly ok: true; readonly value: QueuedValue }
  | { readonly ok: false; readonly why: "unknown-type" | "malformed" | "private" | "benign" };

/** The value in canonical form with its key, or why nobody is asked about it. */
export function blindValueOf(type: string, text: string): BlindVerdict {
  if (!isObservableType(type)) return { ok: false, why: "unknown-type" };
  const value = canonicalise(type, text);
  if (value === undefined) return { ok: false, why: "malformed" };
  const effect = benignOf(type, value)?.effect;
  if (effect === "never") return { ok: false, why: "private" };
  if (effect !== undefined) return { ok: false, why: "benign" };
  const isGuessable =
    observableTypes[type].lowEntropy || (type === "domain" && isShortDomain(value));
  const key: BlindKey = isGuessable ? "low" : "high";
  return { ok: true, value: { type, value, key } };
}

/** What is evaluated: the type is part of it, so equal texts of two types are two values. */
export function blindInput({ type, value }: BlindValue): Uint8Array<ArrayBuffer> {
  return utf8(`${type}\n${value}`);
}

function isShortDomain(value: string): boolean {
  return value.slice(0, Math.max(value.lastIndexOf("."), 0)).length <= shortDomainCharsMax;
}
