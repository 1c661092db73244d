/** What the node has seen itself: one row for each value and source. */

import { assert } from "@tocsin/kernel";

import type { ReasonRow, WatchedObservable } from "../../member/warning-port.ts";
import {
  integer,
  type Migration,
  type Reader,
  type Row,
  text,
  type Writer,
} from "../engine/index.ts";

export const ownObservableTables: Migration = {
  name: "own observables",
  sql: `
    CREATE TABLE own_observable (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      key BLOB NOT NULL,
      source TEXT NOT NULL,
      type TEXT NOT NULL,
      value TEXT NOT NULL,
      added_ms INTEGER NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX own_observable_key ON own_observable (key, source);
    CREATE TABLE own_total (one INTEGER PRIMARY KEY CHECK (one = 1), rows INTEGER NOT NULL) STRICT;
    INSERT INTO own_total VALUES (1, 0);
  `,
};

/** The source under which the observables of our own reports stand. */
export const ownReportSource = "own report";
const sourcesShownMax = 3;

/** Adds what is new for this source and returns it. */
export function addOwn(
  db: Writer,
  source: string,
  observables: readonly WatchedObservable[],
  addedMs: number,
): WatchedObservable[] {
  const fresh = observables.filter(
    ({ key, type, value }) =>
      db.run(
        "INSERT INTO own_observable VALUES (NULL, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        key,
        source,
        type,
        value,
        addedMs,
      ) === 1,
  );
  if (fresh.length > 0) db.run("UPDATE own_total SET rows = rows + ?", fresh.length);
  return fresh;
}

/** Why an observable of the feed concerns us; undefined where we have not seen it. */
export function reasonOf(db: Reader, observable: WatchedObservable): ReasonRow | undefined {
  const { key, type, value, strength } = observable;
  const rows = db
    .all(
      "SELECT source, type, value FROM own_observable WHERE key = ? ORDER BY number LIMIT ?",
      key,
      sourcesShownMax,
    )
    // A key is a shortened hash: the value decides.
    .filter((row) => text(row, "type") === type && text(row, "value") === value);
  if (rows.length === 0) return undefined;
  return { kind: "observable", type, value, strength, ours: rows.map(sourceText).join(", ") };
}

function sourceText(row: Row): string {
  return sourceName(text(row, "source"));
}

export function sourceName(source: string): string {
  return source === ownReportSource ? source : `sighting from ${source}`;
}

export function ownTotal(db: Reader): number {
  const row = db.get("SELECT rows FROM own_total");
  assert(row !== undefined, "a total of own observables");
  return integer(row, "rows");
}
