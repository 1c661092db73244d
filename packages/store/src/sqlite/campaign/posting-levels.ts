/**
 * The index of features on a disk, written in order alone: new features go to a small level, a level that
 * is full is poured into the next, which is eight times as large, page by page (a log-structured merge tree,
 * O'Neil 1996). Features are hashes, so a table with a row for each would be written all over.
 */

import { BufferSweeper, integer, type Reader, type Row, type Writer } from "../engine/index.ts";
import {
  bytesOf,
  cursorOver,
  mergePages,
  PageCursor,
  PageWriter,
  pageOf,
  type Posting,
  withoutReport,
} from "./posting-pages.ts";

/** Pages of 4 KB of each level but the last. */
const pagesMax = [128, 1024, 8192] as const;
const levels = pagesMax.length + 1;
/** Keys of one run lie between two multiples of this. */
const runShift = 2 ** 32;
const pagesAtOnce = 64;
const pagesSwept = 2048;
/** From so many pages for each key asked for, pages are looked up one by one. */
const pagesPerKey = 4;

interface Level {
  readonly number: number;
  /** Under which its pages stand; 0 where it is empty. */
  readonly run: number;
  readonly pages: number;
}

/** The oldest level first. Keys are in order, each once. */
export function eachPosting(
  db: Reader,
  keys: Uint32Array,
  visit: (posting: Posting) => void,
): void {
  for (const level of levelsOf(db).reverse()) {
    if (level.run === 0) continue;
    const isSparse = level.pages > keys.length * pagesPerKey;
    if (isSparse) lookUp(db, level, keys, visit);
    else scan(db, level, keys, visit);
  }
}

/** Adds features that are newer than all that is here; each key once, in order. */
export function addPostings(db: Writer, fresh: readonly Uint32Array[]): void {
  if (fresh.length === 0) return;
  const [first = { number: 0, run: 0, pages: 0 }] = levelsOf(db);
  rewrite(db, first, cursorOver(fresh));
  for (let number = 0; number < pagesMax.length; number += 1) {
    const level = levelsOf(db)[number];
    const next = levelsOf(db)[number + 1];
    if (level === undefined || next === undefined) return;
    if (level.pages <= (pagesMax[number] ?? 0)) return;
    rewrite(db, next, cursorOfLevel(db, level));
    setLevel(db, { number, run: 0, pages: 0 });
  }
}

/** A withdrawn report: where it is listed, and where it is only counted. */
export function removePostings(db: Writer, report: number, keys: Uint32Array): void {
  const all = levelsOf(db).filter(({ run }) => run > 0);
  for (const key of keys) {
    const isListed = all.some((level) => removeOne(db, level, { key, report, counted: false }));
    if (!isListed) all.some((level) => removeOne(db, level, { key, report, counted: true }));
  }
}

function removeOne(
  db: Writer,
  { run }: Level,
  { key, report, counted }: { readonly key: number; readonly report: number; counted: boolean },
): boolean {
  const row = pageAt(db, run, key);
  if (row === undefined) return false;
  const left = withoutReport(pageOf(row), key, report, counted);
  if (left === undefined) return false;
  const place = integer(row, "place");
  if ((left[0] ?? 0) === 0) db.run("DELETE FROM posting_page WHERE place = ?", place);
  else db.run("UPDATE posting_page SET body = ? WHERE place = ?", bytesOf(left), place);
  return true;
}

function levelsOf(db: Reader): Level[] {
  const rows = db.all("SELECT number, run, pages FROM posting_level ORDER BY number");
  const known = new Map(rows.map((row) => [integer(row, "number"), row]));
  return Array.from({ length: levels }, (_, number) => {
    const row = known.get(number);
    if (row === undefined) return { number, run: 0, pages: 0 };
    return { number, run: integer(row, "run"), pages: integer(row, "pages") };
  });
}

function setLevel(db: Writer, { number, run, pages }: Level): void {
  db.run("INSERT OR REPLACE INTO posting_level VALUES (?, ?, ?)", number, run, pages);
}

/** The level with what is newer, as a new run; what was read is gone. */
function rewrite(db: Writer, level: Level, newer: PageCursor): void {
  const used = new Set(levelsOf(db).map((it) => it.run));
  const run =
    Array.from({ length: levels + 1 }, (_, at) => at + 1).find((it) => !used.has(it)) ?? 0;
  let pages = 0;
  const sweeper = new BufferSweeper();
  const emit = (first: number, page: Uint32Array): void => {
    db.run("INSERT INTO posting_page VALUES (?, ?)", run * runShift + first, bytesOf(page));
    pages += 1;
    if (pages % pagesSwept === 0) sweeper.sweep();
  };
  const writer = new PageWriter(emit, { isReused: true });
  mergePages(cursorOfLevel(db, level), newer, writer);
  setLevel(db, { number: level.number, run, pages });
}

/** Takes the pages of a level away as it goes through them, so that their room is used again. */
function cursorOfLevel(db: Writer, { run }: Level): PageCursor {
  const waiting: Uint32Array[] = [];
  let from = run * runShift;
  return new PageCursor(() => {
    if (run > 0 && waiting.length === 0) {
      const rows = db.all(
        "SELECT place, body FROM posting_page WHERE place >= ? AND place < ? ORDER BY place LIMIT ?",
        from,
        (run + 1) * runShift,
        pagesAtOnce,
      );
      const last = rows.at(-1);
      if (last === undefined) return undefined;
      const end = integer(last, "place") + 1;
      db.run("DELETE FROM posting_page WHERE place >= ? AND place < ?", from, end);
      from = end;
      waiting.push(...rows.map(pageOf).reverse());
    }
    return waiting.pop();
  });
}

function pageAt(db: Reader, run: number, key: number): Row | undefined {
  return db.get(
    "SELECT place, body FROM posting_page WHERE place >= ? AND place <= ? ORDER BY place DESC LIMIT 1",
    run * runShift,
    run * runShift + key,
  );
}

function lookUp(
  db: Reader,
  { run }: Level,
  keys: Uint32Array,
  visit: (posting: Posting) => void,
): void {
  for (let at = 0; at < keys.length;) {
    const row = pageAt(db, run, keys[at] ?? 0);
    const behind = row === undefined ? at : visitPage(pageOf(row), keys, at, visit);
    at = Math.max(at + 1, behind);
  }
}

function scan(
  db: Reader,
  { run }: Level,
  keys: Uint32Array,
  visit: (posting: Posting) => void,
): void {
  let at = 0;
  const rows = db.iterate(
    "SELECT body FROM posting_page WHERE place >= ? AND place < ? ORDER BY place",
    run * runShift,
    (run + 1) * runShift,
  );
  let read = 0;
  const sweeper = new BufferSweeper();
  for (const row of rows) {
    at = visitPage(pageOf(row), keys, at, visit);
    if (at >= keys.length) return;
    read += 1;
    if (read % pagesSwept === 0) sweeper.sweep();
  }
}

/** The first key that may be behind the page. */
function visitPage(
  page: Uint32Array,
  keys: Uint32Array,
  from: number,
  visit: (posting: Posting) => void,
): number {
  let at = from;
  for (const cursor = cursorOver([page]); cursor.isOpen && at < keys.length;) {
    while ((keys[at] ?? Infinity) < cursor.key) at += 1;
    if (keys[at] === cursor.key) {
      visit(cursor);
      at += 1;
    }
    cursor.advance();
  }
  return at;
}
