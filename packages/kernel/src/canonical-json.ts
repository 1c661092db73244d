/**
 * JSON Canonicalization Scheme, RFC 8785. One value has one encoding, so that what was signed, hashed
 * and shown are the same bytes.
 */

import { TocsinError } from "./errors.ts";

/** Nesting allowed in any JSON that crosses a trust boundary. */
export const jsonDepthMax = 32;

/** Throws `json-not-canonical` for what JSON cannot hold: lone surrogates, NaN, functions, too deep. */
export function canonicalJson(value: unknown): string {
  // The platform writes numbers and strings as RFC 8785 does, and keys as they stand.
  return standsCanonically(value, 0) ? JSON.stringify(value) : write(value, 0);
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

/** Whether there is nothing to sort, to leave out or to refuse. */
function standsCanonically(value: unknown, depth: number): boolean {
  if (depth > jsonDepthMax) return false;
  if (typeof value === "string") return value.isWellFormed();
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value === "boolean" || value === null) return true;
  if (typeof value !== "object") return false;
  if (Array.isArray(value)) {
    for (const item of value) if (!standsCanonically(item, depth + 1)) return false;
    return true;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  let last = "";
  for (const [key, item] of Object.entries(value)) {
    if (last > key || key === "__proto__" || key === "toJSON" || !key.isWellFormed()) return false;
    if (!standsCanonically(item, depth + 1)) return false;
    last = key;
  }
  return true;
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
  const parts: string[] = [];
  for (const [key, item] of Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (item === undefined) continue;
    if (key === "__proto__") throw new TocsinError("json-not-canonical", { detail: "__proto__" });
    parts.push(`${writeString(key)}:${write(item, depth + 1)}`);
  }
  return `{${parts.join(",")}}`;
}

function writeString(text: string): string {
  if (!text.isWellFormed()) {
    throw new TocsinError("json-not-canonical", { detail: "lone surrogate" });
  }
  return JSON.stringify(text);
}
