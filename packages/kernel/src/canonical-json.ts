/**
 * JSON Canonicalization Scheme, RFC 8785. One value has one encoding, so that what was signed, hashed
 * and shown are the same bytes.
 */

import { TocsinError } from "./errors.ts";

/** Nesting allowed in any JSON that crosses a trust boundary. */
export const jsonDepthMax = 32;

/** Throws `json-not-canonical` for what JSON cannot hold: lone surrogates, NaN, functions, too deep. */
export function canonicalJson(value: unknown): string {
  return write(value, 0);
}

/**
 * The value of canonical JSON text: refuses duplicate keys, other key orders, other number forms,
 * white space, `__proto__` and lone surrogates, because re-encoding does not give the same text.
 */
export function parseCanonicalJson(text: string): unknown {
  const value = parseJson(text);
  if (canonicalJson(value) !== text) throw new TocsinError("json-not-canonical");
  return value;
}

/** JSON that need not be canonical, such as a person's file. Throws `json-malformed`. */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch (cause) {
    throw new TocsinError("json-malformed", { cause });
  }
}

function write(value: unknown, depth: number): string {
  if (depth > jsonDepthMax) throw new TocsinError("json-not-canonical", { detail: "too deep" });
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TocsinError("json-not-canonical", { detail: "number" });
    return JSON.stringify(value);
  }
  if (typeof value === "string") return writeString(value);
  if (Array.isArray(value)) {
    return `[${value.map((item) => write(item, depth + 1)).join(",")}]`;
  }
  if (typeof value === "object") return writeObject(value, depth);
  throw new TocsinError("json-not-canonical", { detail: typeof value });
}

function writeObject(value: object, depth: number): string {
  const entries = Object.entries(value);
  if (!inOrder(entries)) entries.sort(([a], [b]) => (a < b ? -1 : 1));
  let text = "";
  for (const [key, item] of entries) {
    if (item === undefined) continue;
    if (key === "__proto__") throw new TocsinError("json-not-canonical", { detail: "__proto__" });
    text += `${text === "" ? "" : ","}${writeString(key)}:${write(item, depth + 1)}`;
  }
  return `{${text}}`;
}

/** Most objects come in order, and are not sorted again. */
function inOrder(entries: readonly (readonly [string, unknown])[]): boolean {
  let last: string | undefined;
  for (const [key] of entries) {
    if (last !== undefined && last > key) return false;
    last = key;
  }
  return true;
}

function writeString(text: string): string {
  if (!text.isWellFormed()) {
    throw new TocsinError("json-not-canonical", { detail: "lone surrogate" });
  }
  return JSON.stringify(text);
}
