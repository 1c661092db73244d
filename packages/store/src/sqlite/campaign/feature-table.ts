/**
 * The index of features for one transaction: what it reads is kept beside it, and what it adds is written
 * at the end. A feature's key is what stored reports have of it, so that a withdrawn one can be taken out.
 */

import {
  countsToo,
  type EncodedKind,
  eachKindOf,
  type FeatureIndex,
  isCounted,
  kindNames,
  type PackedFeatures,
  postingsMax,
  ruleOf,
  saltOf,
  wordCount,
  wordSpace,
  type WordSpace,
  writeWords,
} from "@tocsin/correlation/comparing";

import { bytes, integer, type Reader, text, type Writer } from "../engine/index.ts";
import { addPostings, eachPosting, removePostings } from "./posting-levels.ts";
import { bytesOf, PageWriter } from "./posting-pages.ts";

interface FeatureRow {
  readonly key: number;
  count: number;
  /** Null where too many have it, or where it is only counted. */
  reports: number[] | null;
  /** Of them, those that are not written yet: how many, and where in the list they begin. */
  fresh: number;
  freshFrom: number;
}

/** Features that are read for the reports of one go: some 100 bytes each. */
export const featuresAtOnce = 60_000;
const countBits = 6;

/** Kinds of which it matters how often share their word with the count: their number stands in its place. */
function keyOf(kind: number, word: number): number {
  return isCounted(kind) ? (((word >>> countBits) << countBits) | kind) >>> 0 : word;
}

export class FeatureTable implements FeatureIndex {
  readonly #db: Reader;
  readonly #totals: number[];
  readonly #rows = new Map<number, FeatureRow>();
  readonly #groups = new Map<number, string>();
  /** Of the report at hand, by the id of each feature. */
  readonly #current = new Map<number, FeatureRow>();
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

  /** Reads what the next reports have, in one go. */
  read(reports: readonly (readonly EncodedKind[])[]): void {
    const missing = new Set<number>();
    for (const features of reports) {
      for (const { kind, ids } of features) {
        for (const id of ids) {
          const key = keyOf(kind, id);
          if (!this.#rows.has(key)) missing.add(key);
        }
      }
    }
    for (const key of missing) {
      this.#rows.set(key, { key, count: 0, reports: [], fresh: 0, freshFrom: 0 });
    }
    eachPosting(this.#db, Uint32Array.from(missing).sort(), (posting) => {
      const row = this.#rows.get(posting.key);
      if (row === undefined) return;
      row.count += posting.count;
      if (posting.isMany || row.count > postingsMax) row.reports = null;
      for (let at = posting.from; at < posting.to; at += 1) {
        row.reports?.push(posting.words[at] ?? 0);
      }
      row.freshFrom = row.reports?.length ?? 0;
    });
  }

  /** What comes next is about these features. */
  about({ features, usual }: PackedFeatures): void {
    this.#usual = usual;
    this.read([features]);
    this.#current.clear();
    for (const { kind, ids } of features) {
      for (const id of ids) {
        const row = this.#rows.get(keyOf(kind, id));
        if (row !== undefined) this.#current.set(id, row);
      }
    }
  }

  count(id: number): number {
    return this.#current.get(id)?.count ?? 0;
  }

  eachReport(id: number, _place: number, visit: (report: number) => void): void {
    for (const report of this.#current.get(id)?.reports ?? []) visit(report);
  }

  usualShare(kind: number, id: number): number {
    const count = this.count(id) + (this.#usual.get(id) ?? 0);
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

  groupOf(report: number): string {
    const known = this.#groups.get(report);
    if (known !== undefined) return known;
    const row = this.#db.get("SELECT grp FROM report WHERE number = ?", report);
    const group = row === undefined ? "" : text(row, "grp");
    this.#groups.set(report, group);
    return group;
  }

  /** Counts the features of a report that is stored. */
  add(report: number, features: readonly EncodedKind[]): void {
    const newcomer = { group: this.groupOf(report), salt: saltOf(features) };
    const groupOf = (other: number): string => this.groupOf(other);
    for (const { kind, ids } of features) {
      const { indexed } = ruleOf(kind);
      this.#totals[kind] = (this.#totals[kind] ?? 0) + ids.length;
      for (const id of ids) {
        const row = this.#rows.get(keyOf(kind, id));
        if (row === undefined) continue;
        const isFlood = indexed && !countsToo(newcomer, id, row.reports ?? [], groupOf);
        if (!isFlood) addTo(row, report, indexed);
      }
    }
  }

  /** What is stored of a report counts no longer. */
  remove(db: Writer, report: number): void {
    const row = db.get("SELECT words FROM report WHERE number = ?", report);
    if (row === undefined) return;
    this.write(db);
    const space = spaceOf(bytes(row, "words"));
    const keys: number[] = [];
    eachKindOf(space, 0, space.words.length, (kind, _, from, to) => {
      this.#totals[kind] = (this.#totals[kind] ?? 0) - (to - from);
      for (let at = from; at < to; at += 1) keys.push(keyOf(kind, space.words[at] ?? 0));
    });
    removePostings(db, report, Uint32Array.from(new Set(keys)));
  }

  /** Writes what was added, and forgets what was read. */
  write(db: Writer): void {
    const fresh = Array.from(this.#rows.values())
      .filter((row) => row.fresh > 0)
      .sort((a, b) => a.key - b.key);
    const pages: Uint32Array[] = [];
    const writer = new PageWriter((_, page) => {
      pages.push(page);
    });
    for (const { key, fresh: count, reports, freshFrom } of fresh) {
      const words = Uint32Array.from(reports?.slice(freshFrom) ?? []);
      writer.put({ key, count, isMany: reports === null, words, from: 0, to: words.length });
    }
    writer.end();
    addPostings(db, pages);
    this.#rows.clear();
    this.#current.clear();
    for (const [kind, items] of this.#totals.entries()) {
      const own = items - ruleOf(kind).usualTotal;
      db.run("INSERT OR REPLACE INTO kind_total VALUES (?, ?)", kind, own);
    }
  }
}

function addTo(row: FeatureRow, report: number, indexed: boolean): void {
  // Two features of one report may share a key.
  if (row.reports?.at(-1) === report) return;
  row.count += 1;
  row.fresh += 1;
  if (!indexed || row.count > postingsMax) row.reports = null;
  row.reports?.push(report);
}

/** The words of a report, as they are stored. */
export function storedWords(features: readonly EncodedKind[]): Uint8Array {
  const space = wordSpace(wordCount(features));
  writeWords(space, 0, features);
  return bytesOf(space.words);
}

function spaceOf(stored: Uint8Array): WordSpace {
  const space = wordSpace(stored.length / Uint32Array.BYTES_PER_ELEMENT);
  new Uint8Array(space.words.buffer).set(stored);
  return space;
}
