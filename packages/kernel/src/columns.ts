/**
 * Tables that are read as they are: columns of numbers in one file, behind a line of JSON that names them.
 * Nothing is decoded or built, so a table of megabytes is there in a millisecond. For the product's own
 * tables alone: what stands in a column is not looked at. Little-endian, as all machines that we run on.
 */

import { readFileSync } from "node:fs";
import { concatBytes, textOf, utf8 } from "./bytes.ts";
import { assert } from "./errors.ts";

export type Column =
  Int8Array | Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array;

export interface ColumnType<T extends Column> {
  new (buffer: ArrayBuffer, start: number, count: number): T;
  readonly name: string;
}

export interface Columns {
  /** What is said of the table: its sources and their licences, short texts of its own. */
  readonly facts: ReadonlyMap<string, string>;
  /** Throws where no column of this type, and of this length where one is given, is called so. */
  readonly column: <T extends Column>(name: string, type: ColumnType<T>, length?: number) => T;
}

/** Each column begins at a multiple of the longest number. */
const alignment = 8;
const lineEnd = 10;
const headBytesMax = 64 * 1024;
const widths: Readonly<Record<string, number>> = {
  Int8Array: 1,
  Uint8Array: 1,
  Uint16Array: 2,
  Uint32Array: 4,
  Float32Array: 4,
  Float64Array: 8,
};

const aligned = (bytes: number): number => Math.ceil(bytes / alignment) * alignment;

export function packColumns(
  facts: Readonly<Record<string, string>>,
  columns: Readonly<Record<string, Column>>,
): Uint8Array<ArrayBuffer> {
  const named = Object.entries(columns);
  const heads = named.map(([name, it]) => [name, it[Symbol.toStringTag], it.length]);
  const head = utf8(JSON.stringify({ facts, columns: heads }));
  const blanks = " ".repeat(aligned(head.length + 1) - head.length - 1);
  const parts = named.map(([, { buffer, byteOffset, byteLength }]) => {
    const part = new Uint8Array(aligned(byteLength));
    part.set(new Uint8Array(buffer, byteOffset, byteLength));
    return part;
  });
  return concatBytes(head, utf8(`${blanks}\n`), ...parts);
}

/** Undefined for anything but what `packColumns` could have written. */
export function parseColumns(bytes: Uint8Array<ArrayBuffer>): Columns | undefined {
  const headEnd = bytes.subarray(0, headBytesMax).indexOf(lineEnd) + 1;
  const head = headEnd === 0 ? undefined : headOf(bytes.subarray(0, headEnd));
  if (head === undefined || headEnd % alignment !== 0) return undefined;
  const whole = bytes.byteOffset % alignment === 0 ? bytes : bytes.slice();
  const places = new Map<string, readonly [start: number, count: number]>();
  let start = headEnd;
  for (const [name, type, count] of head.columns) {
    places.set(`${type} ${name}`, [whole.byteOffset + start, count]);
    start += aligned(count * (widths[type] ?? 0));
  }
  if (start !== whole.length || places.size !== head.columns.length) return undefined;
  return {
    facts: head.facts,
    column: (name, type, length) => {
      const place = places.get(`${type.name} ${name}`);
      assert(place !== undefined && place[1] === (length ?? place[1]), "a column of the product");
      return new type(whole.buffer, ...place);
    },
  };
}

/** Of a file that comes with the product. */
export function readColumns(file: URL): Columns {
  const columns = parseColumns(readFileSync(file));
  assert(columns !== undefined, "a table of the product is whole");
  return columns;
}

interface Head {
  readonly facts: ReadonlyMap<string, string>;
  readonly columns: readonly (readonly [name: string, type: string, count: number])[];
}

function headOf(line: Uint8Array): Head | undefined {
  const value = jsonOf(textOf(line) ?? "");
  if (!isRecord(value) || !isRecord(value["facts"]) || !Array.isArray(value["columns"])) {
    return undefined;
  }
  const facts = new Map<string, string>();
  for (const [name, fact] of Object.entries(value["facts"])) {
    if (typeof fact !== "string") return undefined;
    facts.set(name, fact);
  }
  const columns: [string, string, number][] = [];
  const heads: readonly unknown[] = value["columns"];
  for (const it of heads) {
    const parts: readonly unknown[] = Array.isArray(it) ? it : [];
    const [name, type, count] = parts;
    if (typeof name !== "string" || typeof type !== "string" || !Object.hasOwn(widths, type)) {
      return undefined;
    }
    if (typeof count !== "number" || !Number.isSafeInteger(count) || count < 0) return undefined;
    columns.push([name, type, count]);
  }
  return { facts, columns };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
