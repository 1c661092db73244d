/** Pages of objects, manifests and versions, joined in the store's thread. */

import { crc32 } from "node:zlib";

import { assert, TocsinError } from "@tocsin/kernel";

import {
  type TaxiiFilter,
  type TaxiiObjectPage,
  type TaxiiPage,
  taxiiPageBytesMax,
  type TaxiiQuery,
} from "../../taxii-store.ts";
import { bytes, integer, read, type Reader, type Row, text } from "../engine/index.ts";

/** `YYYY-MM-DDThh:mm:ss.ssssssZ` of microseconds: the form of TAXII's times, §3.1. */
export function taxiiTime(us: number): string {
  const seconds = new Date(Math.floor(us / 1000)).toISOString().slice(0, -1);
  return `${seconds}${String(us % 1000).padStart(3, "0")}Z`;
}

export const readingOperations = {
  objects: read((db, collection: string, query: TaxiiQuery): TaxiiObjectPage => {
    const { rows, more } = found(db, collection, query, "sum, octet_length(json) AS bytes");
    const fitting = rowsThatFit(rows);
    const json = joined(db, collection, query, fitting);
    return { ...placeOf(fitting, more || fitting.length < rows.length), json };
  }),

  manifest: read((db, collection: string, query: TaxiiQuery) =>
    page(db, collection, query, "id, spec, version", (row) =>
      JSON.stringify({
        id: text(row, "id"),
        date_added: taxiiTime(integer(row, "added")),
        version: text(row, "version"),
        media_type: `application/stix+json;version=${text(row, "spec")}`,
      }),
    ),
  ),

  versions: read((db, collection: string, id: string, query: TaxiiQuery) =>
    page(db, collection, { ...query, ids: [id] }, "version", (row) =>
      JSON.stringify(text(row, "version")),
    ),
  ),

  has: read(
    (db, collection: string, id: string) =>
      db.get("SELECT 1 FROM object WHERE collection = ? AND id = ? LIMIT 1", collection, id) !==
      undefined,
  ),

  status: read((db, id: string): string | undefined => {
    const row = db.get("SELECT json FROM status WHERE id = ?", id);
    return row === undefined ? undefined : text(row, "json");
  }),

  cursor: read((db): number => {
    const row = db.get("SELECT cursor FROM source");
    return row === undefined ? 0 : integer(row, "cursor");
  }),
};

function page(
  db: Reader,
  collection: string,
  query: TaxiiQuery,
  columns: string,
  entryOf: (row: Row) => string,
): TaxiiPage {
  const { rows, more } = found(db, collection, query, columns);
  return { ...placeOf(rows, more), json: rows.map(entryOf).join(",") };
}

function found(
  db: Reader,
  collection: string,
  query: TaxiiQuery,
  columns: string,
): { rows: Row[]; more: boolean } {
  const { sql, values } = condition(query);
  const rows = db.all(
    `SELECT added, ${columns} FROM object INDEXED BY ${indexFor(query)}
     WHERE collection = ? AND added > ?${sql} ORDER BY added LIMIT ?`,
    collection,
    query.afterUs,
    ...values,
    query.limit + 1,
  );
  const more = rows.length > query.limit;
  if (more) rows.pop();
  return { rows, more };
}

function placeOf(rows: readonly Row[], more: boolean): Omit<TaxiiPage, "json"> {
  const [first] = rows;
  const last = rows.at(-1);
  return {
    count: rows.length,
    firstUs: first === undefined ? undefined : integer(first, "added"),
    lastUs: last === undefined ? undefined : integer(last, "added"),
    more,
  };
}

function rowsThatFit(rows: readonly Row[]): readonly Row[] {
  let bytesLeft = taxiiPageBytesMax;
  const end = rows.findIndex((row) => (bytesLeft -= integer(row, "bytes") + 1) < 0);
  return end < 0 ? rows : rows.slice(0, Math.max(1, end));
}

/**
 * The rows' objects as one run of bytes, joined where they lie: no object becomes a text here, and the page is
 * handed over between threads as it is.
 */
function joined(
  db: Reader,
  collection: string,
  query: TaxiiQuery,
  rows: readonly Row[],
): Uint8Array<ArrayBuffer> {
  const last = rows.at(-1);
  if (last === undefined) return new Uint8Array();
  const { room = 0 } = query;
  const { sql, values } = condition(query);
  const row = db.get(
    `SELECT CAST(? || group_concat(json, ',') || ? AS BLOB) AS page FROM (
       SELECT json FROM object INDEXED BY ${indexFor(query)}
       WHERE collection = ? AND added > ? AND added <= ?${sql} ORDER BY added)`,
    " ".repeat(room),
    room === 0 ? "" : "  ",
    collection,
    query.afterUs,
    integer(last, "added"),
    ...values,
  );
  const { buffer, byteOffset, byteLength } = bytes(row ?? {}, "page");
  assert(buffer instanceof ArrayBuffer, "what is read is shared with nobody");
  const page = new Uint8Array(buffer, byteOffset, byteLength);
  // Against bits that flip on the disk, and another order: cheap, because pages hold a thousand objects.
  let at = room;
  for (const { sum, bytes: length } of rows) {
    const end = at + Number(length);
    if (crc32(page.subarray(at, end)) !== sum) throw damaged();
    at = end + 1;
  }
  if (at - 1 + (room === 0 ? 0 : 2) !== page.length) throw damaged();
  return page;
}

function damaged(): TocsinError {
  return new TocsinError("store-damaged", { detail: "object" });
}

/**
 * The index that reads no more than a page needs. Left to itself the database reads a collection from its
 * beginning to find one object in a million.
 */
function indexFor({ ids, types, versions }: TaxiiFilter): string {
  if (ids !== undefined) return "object_version";
  if (types?.length === 1) return "object_type";
  const { all, first, last, exact } = versions;
  return last && !all && !first && exact.length === 0 ? "object_last" : "object_all";
}

/** Fields are joined by AND, values of one field by OR. TAXII 2.1 §3.4. */
export function condition({ ids, types, specVersions, versions }: TaxiiFilter): {
  sql: string;
  values: string[];
} {
  const values: string[] = [];
  let sql = "";
  const among = (column: string, given: readonly string[]): string => {
    values.push(...given);
    return given.length === 1
      ? `${column} = ?`
      : `${column} IN (${given.map(() => "?").join(", ")})`;
  };
  if (ids !== undefined) sql += ` AND ${among("id", ids)}`;
  if (types !== undefined) sql += ` AND ${among("type", types)}`;
  if (specVersions !== undefined) sql += ` AND ${among("spec", specVersions)}`;
  if (versions.all) return { sql, values };
  const ways = [
    ...(versions.last ? ["is_last = 1"] : []),
    ...(versions.first ? ["is_first = 1"] : []),
    ...(versions.exact.length > 0 ? [among("version", versions.exact)] : []),
  ];
  return { sql: `${sql} AND (${ways.join(" OR ")})`, values };
}
