/** Reading a row's columns: a value of another type than the schema's means a damaged file. */

import { TocsinError } from "@tocsin/kernel";

import type { Row } from "./definition.ts";

export function text(row: Row, column: string): string {
  const value = row[column];
  return typeof value === "string" ? value : refuse(column);
}

/** A whole number that a JavaScript number holds exactly. */
export function integer(row: Row, column: string): number {
  const value = row[column];
  return typeof value === "number" && Number.isSafeInteger(value) ? value : refuse(column);
}

export function real(row: Row, column: string): number {
  const value = row[column];
  return typeof value === "number" ? value : refuse(column);
}

/** 0 or 1. */
export function flag(row: Row, column: string): boolean {
  const value = row[column];
  return value === 0 || value === 1 ? value === 1 : refuse(column);
}

/** `length` pins the number of bytes, such as 32 for a hash. */
export function bytes(row: Row, column: string, length?: number): Uint8Array {
  const value = row[column];
  if (!(value instanceof Uint8Array)) return refuse(column);
  return length === undefined || value.length === length ? value : refuse(column);
}

/** `optional(text, row, "note")`: undefined where the column is NULL. */
export function optional<Value>(
  parse: (row: Row, column: string) => Value,
  row: Row,
  column: string,
): Value | undefined {
  return row[column] === null ? undefined : parse(row, column);
}

function refuse(column: string): never {
  throw new TocsinError("store-damaged", { detail: `column ${column}` });
}
