/**
 * The common data types of STIX 2.1 (§2) as checks. A check reads a value once, in time linear in its
 * length, and tells what is wrong with it; it never throws and never changes anything.
 */

import type { Findings } from "../problems.ts";
import { timestampPrecision } from "../timestamp.ts";

export type Check = (value: unknown, found: Findings) => void;
export type Fields = Readonly<Record<string, unknown>>;

/** Nesting of any STIX object, custom content included. */
export const depthMax = 32;
/** Elements of one list: one object cannot be a database. */
export const listItemsMax = 100_000;
const dictionaryKeyCharsMax = 250;

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export const text: Check = (value, found) => {
  if (typeof value !== "string") found.error("kind", "must be a string");
  else if (!value.isWellFormed()) found.error("format", "holds half of a surrogate pair");
};

export const bool: Check = (value, found) => {
  if (typeof value !== "boolean") found.error("kind", "must be true or false");
};

/** A whole number; JSON numbers are exact between -(2^53)+1 and 2^53-1, STIX 2.1 §2.8. */
export function integer(min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER): Check {
  return (value, found) => {
    if (typeof value !== "number") found.error("kind", "must be an integer");
    else if (!Number.isSafeInteger(value)) found.error("kind", "must be an integer within 2^53");
    else if (value < min || value > max) found.error("range", `must be from ${min} to ${max}`);
  };
}

export function float(min = -Number.MAX_VALUE, max = Number.MAX_VALUE): Check {
  return (value, found) => {
    if (typeof value !== "number" || !Number.isFinite(value)) {
      found.error("kind", "must be a number");
    } else if (value < min || value > max) found.error("range", `must be from ${min} to ${max}`);
  };
}

export const timestamp: Check = (value, found) => {
  if (typeof value !== "string") found.error("kind", "must be a timestamp");
  else if (timestampPrecision(value) === undefined) {
    found.error("timestamp", "must be YYYY-MM-DDThh:mm:ss[.s+]Z and a real moment");
  }
};

/** `created` and `modified`: precise to the millisecond, STIX 2.1 §3.2. */
export const versionTime: Check = (value, found) => {
  if (typeof value !== "string") {
    found.error("kind", "must be a timestamp");
    return;
  }
  const digits = timestampPrecision(value);
  if (digits === undefined) {
    found.error("timestamp", "must be YYYY-MM-DDThh:mm:ss.sssZ and a real moment");
  } else if (digits < 3) {
    found.error("timestamp", "must be precise to the millisecond (three digits)");
  } else if (digits > 3) {
    found.warn("timestamp", "should have three digits after the second, not more");
  }
};

export function oneOf(...allowed: readonly string[]): Check {
  const set = new Set(allowed);
  return (value, found) => {
    if (typeof value !== "string") found.error("kind", "must be a string");
    else if (!set.has(value)) {
      found.error("vocabulary", `must be one of ${allowed.slice(0, 12).join(", ")}`);
    }
  };
}

export function list(item: Check): Check {
  return (value, found) => {
    if (!Array.isArray(value)) {
      found.error("kind", "must be a list");
      return;
    }
    if (value.length === 0) found.error("empty", "a list must not be empty; leave it out");
    if (value.length > listItemsMax) {
      found.error("too-many", `a list may have ${listItemsMax} elements`);
      return;
    }
    for (let at = 0; at < value.length; at += 1) {
      found.enter(at);
      item(value[at], found);
      found.leave();
    }
  };
}

/** Even number of hexadecimal digits, STIX 2.1 §2.7. */
export const hex: Check = (value, found) => {
  if (typeof value !== "string") found.error("kind", "must be a string of hexadecimal digits");
  else if (value.length % 2 !== 0 || !isHex(value)) {
    found.error("format", "must be an even number of hexadecimal digits");
  }
};

/** base64 of RFC 4648 §4, STIX 2.1 §2.1. */
export const binary: Check = (value, found) => {
  if (typeof value !== "string") found.error("kind", "must be base64 text");
  else if (!isBase64(value)) found.error("format", "must be base64 with padding");
};

export const uri: Check = (value, found) => {
  if (typeof value !== "string") found.error("kind", "must be a string");
  else if (!/^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]*$/.test(value)) {
    found.error("format", "must be a URI with a scheme");
  }
};

const hashForms: Readonly<Record<string, RegExp>> = {
  MD5: /^[0-9a-fA-F]{32}$/,
  "SHA-1": /^[0-9a-fA-F]{40}$/,
  "SHA-256": /^[0-9a-fA-F]{64}$/,
  "SHA-512": /^[0-9a-fA-F]{128}$/,
  "SHA3-256": /^[0-9a-fA-F]{64}$/,
  "SHA3-512": /^[0-9a-fA-F]{128}$/,
  SSDEEP: /^[0-9]{1,16}:[A-Za-z0-9/+]{0,128}:[A-Za-z0-9/+]{0,128}$/,
  TLSH: /^(?:T1)?[0-9a-fA-F]{70}$/,
};

/** Hashes by algorithm, STIX 2.1 §2.6 and §10.8. */
export const hashes: Check = (value, found) => {
  forEachEntry(value, found, (name, hash) => {
    if (!/^[A-Za-z0-9_-]{3,250}$/.test(name)) {
      found.error("name", "an algorithm's name has 3 to 250 letters, digits, - and _");
    }
    const form = Object.hasOwn(hashForms, name) ? hashForms[name] : undefined;
    if (typeof hash !== "string") found.error("kind", "must be a string");
    else if (form !== undefined && !form.test(hash)) {
      found.error("format", "does not have the form of this algorithm's hashes");
    }
  });
};

/** Keys of letters, digits, - and _; values of one kind, or of any. STIX 2.1 §2.4. */
export function dictionary(item: Check = anything): Check {
  return (value, found) => {
    forEachEntry(value, found, (key, entry) => {
      if (key.length > dictionaryKeyCharsMax || !/^[A-Za-z0-9_-]+$/.test(key)) {
        found.error("name", "a key has up to 250 letters, digits, - and _");
      }
      item(entry, found);
    });
  };
}

export function forEachEntry(
  value: unknown,
  found: Findings,
  visit: (key: string, entry: unknown) => void,
): void {
  if (!isFields(value)) {
    found.error("kind", "must be an object");
    return;
  }
  let count = 0;
  for (const key of Object.keys(value)) {
    count += 1;
    if (count > listItemsMax) {
      found.error("too-many", `an object may have ${listItemsMax} members`);
      return;
    }
    found.enter(key);
    visit(key, value[key]);
    found.leave();
  }
  if (count === 0) found.error("empty", "must not be empty; leave it out");
}

/** Content that the standard does not know: kept, if it is STIX data at all. */
export const anything: Check = (value, found) => {
  walk(value, found, 0);
};

function walk(value: unknown, found: Findings, depth: number): void {
  if (depth > depthMax) {
    found.error("too-deep", `nested deeper than ${depthMax}`);
    return;
  }
  if (typeof value === "string") text(value, found);
  else if (value === null) found.error("null", "null is no STIX value; leave it out");
  else if (Array.isArray(value)) list((item) => walk(item, found, depth + 1))(value, found);
  else if (isFields(value)) {
    for (const key of Object.keys(value)) {
      found.enter(key);
      walk(value[key], found, depth + 1);
      found.leave();
    }
  } else if (typeof value === "number" && !Number.isFinite(value)) {
    found.error("kind", "must be a finite number");
  }
}

function isHex(value: string): boolean {
  return /^[0-9a-fA-F]*$/.test(value);
}

function isBase64(value: string): boolean {
  return value.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(value);
}
