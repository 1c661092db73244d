/**
 * The index of features on a disk: for one transaction, what it reads is kept beside it and what it
 * changes is written at the end, in the order of the table.
 */

import {
  type EncodedKind,
  eachKindOf,
  type FeatureIndex,
  kindNames,
  type PackedFeatures,
  postingsMax,
  ruleOf,
  wordCount,
  wordSpace,
  type WordSpace,
  writeWords,
} from "@tocsin/correlation/comparing";

import { bytes, integer, type Reader, type Writer } from "../engine/index.ts";

interface FeatureRow {
  count: number;
  /** Four bytes a report; null where too many have it, or where it is only counted. */
  reports: Uint8Array | null;
  isChanged: boolean;
}

/** Rows kept before they are written: some 100 bytes each. */
const rowsMax = 60_000;
const reportBytes = 4;

/** 53 bits: of both hashes the upper ones, of which stored words have all. */
function keyOf(id: number, place: number): number {
  return (id >>> 6) * 2 ** 27 + (place >>> 5);
}

export class FeatureTable implements FeatureIndex {
  readonly #db: Reader;
  readonly #totals: number[];
  readonly #rows = new Map<number, FeatureRow>();
  #usual: ReadonlyMap<number, number> = new Map();
  #space: WordSpace = wordSpace(0);

  constructor(db: Reader) {
    this.#db = db;
    this.#totals = kindNames.map((_, kind) => ruleOf(kind).usualTotal);
    for (const row of db.all("SELECT kind, items FROM kind_total")) {
      const kind = integer(row, "kind");
      this.#totals[kind] = (this.#totals[kind] ?? 0) + integer(row, "items");
    }
  }

  /** What comes next is about these features: they are read at once. */
  about({ features, usual }: PackedFeatures): void {
    this.#usual = usual;
    this.#load(
      features.flatMap(({ ids, places }) =>
        Array.from(ids, (id, at) => keyOf(id, places[at] ?? 0)),
      ),
    );
  }

  count(id: number, place: number): number {
    return this.#rows.get(keyOf(id, place))?.count ?? 0;
  }

  eachReport(id: number, place: number, visit: (report: number) => void): void {
    const reports = this.#rows.get(keyOf(id, place))?.reports;
    if (reports === null || reports === undefined) return;
    for (const report of numbersOf(reports)) visit(report);
  }

  usualShare(kind: number, id: number, place: number): number {
    const count = this.count(id, place) + (this.#usual.get(id) ?? 0);
    return Math.max(1, count) / Math.max(1, this.#totals[kind] ?? 1);
  }

  eachKind(report: number, visit: Parameters<FeatureIndex["eachKind"]>[1]): void {
    const row = this.#db.get("SELECT words FROM report WHERE number = ?", report);
    if (row === undefined) return;
    this.#space = spaceOf(bytes(row, "words"));
    eachKindOf(this.#space, 0, this.#space.words.length, visit);
  }

  word(at: number): number {
    return this.#space.words[at] ?? 0;
  }

  /** Counts the features of a report that has just been compared. */
  add(report: number, features: readonly EncodedKind[]): void {
    for (const { kind, ids, places } of features) {
      const { indexed } = ruleOf(kind);
      this.#totals[kind] = (this.#totals[kind] ?? 0) + ids.length;
      for (let at = 0; at < ids.length; at += 1) {
        this.#addOne(keyOf(ids[at] ?? 0, places[at] ?? 0), report, indexed);
      }
    }
  }

  /** What is stored of a report counts no longer. */
  remove(report: number): void {
    const row = this.#db.get("SELECT words, places FROM report WHERE number = ?", report);
    if (row === undefined) return;
    const space = spaceOf(bytes(row, "words"));
    const places = numbersOf(bytes(row, "places"));
    const keys: number[] = [];
    eachKindOf(space, 0, space.words.length, (kind, _, from, to) => {
      this.#totals[kind] = (this.#totals[kind] ?? 0) - (to - from);
      for (let at = from; at < to; at += 1) {
        keys.push(keyOf(space.words[at] ?? 0, places[keys.length] ?? 0));
      }
    });
    this.#load(keys);
    for (const key of keys) this.#removeOne(key, report);
  }

  /** Writes what has changed where much is kept, or at the end. */
  write(db: Writer, isEnd: boolean): void {
    if (!isEnd && this.#rows.size < rowsMax) return;
    const changed = Array.from(this.#rows).filter(([, { isChanged }]) => isChanged);
    for (const [key, { count, reports }] of changed.sort(([a], [b]) => a - b)) {
      if (count === 0) db.run("DELETE FROM feature WHERE key = ?", key);
      else db.run("INSERT OR REPLACE INTO feature VALUES (?, ?, ?)", key, count, reports);
    }
    this.#rows.clear();
    for (const [kind, items] of this.#totals.entries()) {
      const own = items - ruleOf(kind).usualTotal;
      db.run("INSERT OR REPLACE INTO kind_total VALUES (?, ?)", kind, own);
    }
  }

  #addOne(key: number, report: number, indexed: boolean): void {
    const row = this.#rows.get(key) ?? { count: 0, reports: new Uint8Array(), isChanged: true };
    this.#rows.set(key, row);
    const isMany = !indexed || row.reports === null || row.count >= postingsMax;
    row.reports = isMany ? null : withNumber(row.reports ?? new Uint8Array(), report);
    row.count += 1;
    row.isChanged = true;
  }

  #removeOne(key: number, report: number): void {
    const row = this.#rows.get(key);
    if (row === undefined) return;
    row.count = Math.max(0, row.count - 1);
    if (row.reports !== null) {
      row.reports = bytesOf(numbersOf(row.reports).filter((it) => it !== report));
    }
    row.isChanged = true;
  }

  #load(keys: readonly number[]): void {
    const missing = keys.filter((key) => !this.#rows.has(key));
    if (missing.length === 0) return;
    const sql =
      "SELECT key, count, reports FROM feature WHERE key IN (SELECT value FROM json_each(?))";
    for (const row of this.#db.all(sql, `[${missing.join(",")}]`)) {
      const reports = row["reports"] === null ? null : bytes(row, "reports");
      const key = integer(row, "key");
      this.#rows.set(key, { count: integer(row, "count"), reports, isChanged: false });
    }
  }
}

/** The words of a report and the second hashes of its features, as they are stored. */
export function storedFeatures(features: readonly EncodedKind[]): {
  words: Uint8Array;
  places: Uint8Array;
} {
  const space = wordSpace(wordCount(features));
  writeWords(space, 0, features);
  const places = features.flatMap((it) => Array.from(it.places));
  return { words: new Uint8Array(space.words.buffer), places: bytesOf(Uint32Array.from(places)) };
}

function spaceOf(stored: Uint8Array): WordSpace {
  const space = wordSpace(stored.length / reportBytes);
  new Uint8Array(space.words.buffer).set(stored);
  return space;
}

function numbersOf(stored: Uint8Array): Uint32Array {
  const numbers = new Uint32Array(stored.length / reportBytes);
  new Uint8Array(numbers.buffer).set(stored);
  return numbers;
}

function bytesOf(numbers: Uint32Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}

function withNumber(stored: Uint8Array, report: number): Uint8Array {
  const longer = new Uint8Array(stored.length + reportBytes);
  longer.set(stored);
  new DataView(longer.buffer).setUint32(stored.length, report, true);
  return longer;
}
