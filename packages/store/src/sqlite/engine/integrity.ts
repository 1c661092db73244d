/** Checks of a database's structure, and checksums for rows in which a flipped bit would matter. */

import { createHash } from "node:crypto";

import { TocsinError, uintBytes, utf8 } from "@tocsin/kernel";

import { bytes } from "./columns.ts";
import type { Connection } from "./connection.ts";
import type { Row, SqlValue } from "./definition.ts";
import { storageFault } from "./faults.ts";

/** `quick` skips the comparison of indexes with their tables. Throws `store-damaged`. */
export function checkIntegrity(connection: Connection, depth: "quick" | "full"): void {
  const pragma = depth === "quick" ? "quick_check" : "integrity_check";
  let found: SqlValue | undefined;
  try {
    found = connection.value(`PRAGMA ${pragma}(1)`);
  } catch (cause) {
    if (storageFault(cause)?.code === "store-damaged") {
      throw new TocsinError("store-damaged", { detail: pragma, cause });
    }
    throw cause;
  }
  if (found !== "ok") throw new TocsinError("store-damaged", { detail: pragma });
  if (depth === "full" && connection.all("PRAGMA foreign_key_check").length > 0) {
    throw new TocsinError("store-damaged", { detail: "foreign_key_check" });
  }
}

/** Bytes of a row's checksum. */
export const rowSumBytes = 16;

/**
 * A checksum over values in this order, to be stored in a column of the same row. SQLite has none of
 * its own: a bit that flips within a text or blob passes its integrity check.
 */
export function rowSum(...values: readonly SqlValue[]): Uint8Array {
  const hash = createHash("sha256");
  for (const value of values) {
    const [type, content] = encoded(value);
    hash.update(type).update(uintBytes(content.length, 6)).update(content);
  }
  return new Uint8Array(hash.digest().subarray(0, rowSumBytes));
}

/** Throws `store-damaged` unless the row's column `sum` is the checksum of these of its columns. */
export function checkRow(row: Row, sum: string, ...columns: readonly string[]): void {
  const stored = bytes(row, sum, rowSumBytes);
  const actual = rowSum(...columns.map((column) => row[column] ?? null));
  if (!stored.every((byte, at) => byte === actual[at])) {
    throw new TocsinError("store-damaged", { detail: `column ${sum}` });
  }
}

function encoded(value: SqlValue): readonly [type: string, content: Uint8Array] {
  if (value === null) return ["0", new Uint8Array()];
  if (typeof value === "string") return ["t", utf8(value)];
  if (typeof value === "object") return ["b", value];
  return ["n", utf8(value.toString())];
}
