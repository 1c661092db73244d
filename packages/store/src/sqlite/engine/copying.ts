/**
 * What may cross between threads, and what a structured clone really copies. A view of a larger
 * buffer drags the whole buffer with it (and its unrelated content), so views are cut out first.
 */

import { TocsinError } from "@tocsin/kernel";

import { copyDepthMax, transferBytesMin } from "./limits.ts";

/**
 * The same value with no view smaller than its buffer; copies only what it must. Throws where it holds
 * anything but plain objects, arrays, Uint8Arrays and primitives: it would not arrive as it was.
 */
export function trimmed(value: unknown, depth = 0): unknown {
  if (typeof value === "function" || typeof value === "symbol") refuse(typeof value);
  if (typeof value !== "object" || value === null) return value;
  if (depth > copyDepthMax) refuse("too deep");
  if (value instanceof Uint8Array) return trimmedBytes(value);
  if (Array.isArray(value)) return trimmedArray(value, depth + 1);
  if (isPlain(value)) return trimmedObject(value, depth + 1);
  return refuse("a class");
}

/** A copy of all of it, as it would arrive in another thread. */
export function copied(value: unknown): unknown {
  return copyOf(trimmed(value));
}

function copyOf(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Uint8Array) return Uint8Array.from(value);
  if (Array.isArray(value)) return value.map(copyOf);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copyOf(item)]));
}

/** Buffers within a trimmed value that are worth handing over; the giver loses them. */
export function transferable(value: unknown, found = new Set<ArrayBuffer>()): Set<ArrayBuffer> {
  if (typeof value !== "object" || value === null) return found;
  if (value instanceof Uint8Array) {
    const { buffer } = value;
    if (buffer instanceof ArrayBuffer && buffer.byteLength >= transferBytesMin) found.add(buffer);
    return found;
  }
  for (const item of Array.isArray(value) ? value : Object.values(value)) transferable(item, found);
  return found;
}

function trimmedBytes(bytes: Uint8Array): Uint8Array {
  // Shared memory would stay shared: the other side could see it change.
  const own = bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength;
  return own && Object.getPrototypeOf(bytes) === Uint8Array.prototype
    ? bytes
    : new Uint8Array(bytes);
}

function trimmedArray(items: readonly unknown[], depth: number): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (let at = 0; at < items.length; at += 1) {
    const item = items[at];
    const cut = trimmed(item, depth);
    if (cut !== item) (copy ??= [...items])[at] = cut;
  }
  return copy ?? items;
}

function trimmedObject(object: Readonly<Record<string, unknown>>, depth: number): unknown {
  let copy: Record<string, unknown> | undefined;
  for (const key of Object.keys(object)) {
    const item = object[key];
    const cut = trimmed(item, depth);
    if (cut !== item) (copy ??= { ...object })[key] = cut;
  }
  return copy ?? object;
}

function isPlain(value: object): value is Readonly<Record<string, unknown>> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function refuse(what: string): never {
  throw new TocsinError("store-operation-failed", { detail: `cannot cross threads: ${what}` });
}
