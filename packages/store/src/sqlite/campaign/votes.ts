/** What members say of two reports, as the ledger counts it: evidence, bounded by class and in all. */

import { oddsOfVotes } from "@tocsin/correlation/comparing";
import { assert, parseJson } from "@tocsin/kernel";

import type { PairVoteCount, PairVotes } from "../../campaign-store.ts";
import { integer, type Reader, real, type Row, text, type Writer } from "../engine/index.ts";
import { numberOf } from "./settings.ts";

/** Of so many pairs of one report or campaign, the newest. */
const pairsMax = 200;

/** For one transaction. */
export class StoredVotes {
  readonly #db: Reader;
  readonly #isAny: boolean;

  constructor(db: Reader) {
    this.#db = db;
    this.#isAny = db.get("SELECT 1 FROM vote LIMIT 1") !== undefined;
  }

  /** Of a report with each of the stored ones, by their numbers: log-odds. */
  of(report: string): ReadonlyMap<number, number> {
    const voted = new Map<number, number>();
    if (!this.#isAny) return voted;
    const sql = "SELECT a, b, odds FROM vote WHERE a = ? OR b = ? ORDER BY at_ms DESC LIMIT ?";
    for (const row of this.#db.all(sql, report, report, pairsMax)) {
      const other = text(row, "a") === report ? text(row, "b") : text(row, "a");
      const number = numberOf(this.#db, other);
      if (number !== undefined) voted.set(number, real(row, "odds"));
    }
    return voted;
  }
}

/** What was said of a pair before, and now: log-odds. */
export function replaceVotes(
  db: Writer,
  { a, b, counts }: PairVotes,
  nowMs: number,
): { readonly before: number; readonly now: number } {
  const row = db.get("SELECT odds FROM vote WHERE a = ? AND b = ?", a, b);
  const now = oddsOfVotes(
    counts.map(({ group, says, votes }) => ({ group, same: says === "together", votes })),
  );
  if (counts.length === 0) db.run("DELETE FROM vote WHERE a = ? AND b = ?", a, b);
  else {
    const json = JSON.stringify(counts);
    db.run("INSERT OR REPLACE INTO vote VALUES (?, ?, ?, ?, ?)", a, b, json, now, nowMs);
  }
  return { before: row === undefined ? 0 : real(row, "odds"), now };
}

export function forgetVotesOf(db: Writer, report: string): void {
  db.run("DELETE FROM vote WHERE a = ? OR b = ?", report, report);
}

export function votesOn(db: Reader, one: string, other: string): StoredPairVotes | undefined {
  const [a, b] = one < other ? [one, other] : [other, one];
  const row = db.get("SELECT * FROM vote WHERE a = ? AND b = ?", a, b);
  return row === undefined ? undefined : votesOf(row);
}

interface StoredPairVotes extends PairVotes {
  readonly odds: number;
  readonly atMs: number;
}

/** Newest first; of a pair of which one report at least is in it. */
export function votesIn(db: Reader, campaign: number): StoredPairVotes[] {
  return db
    .all(
      `SELECT vote.* FROM vote JOIN report AS one ON one.report = vote.a
         JOIN report AS other ON other.report = vote.b
       WHERE one.campaign = ? OR other.campaign = ? ORDER BY vote.at_ms DESC, vote.a, vote.b LIMIT ?`,
      campaign,
      campaign,
      pairsMax,
    )
    .map(votesOf);
}

function votesOf(row: Row): StoredPairVotes {
  const counts = parseJson(text(row, "counts"));
  assert(Array.isArray(counts), "counts of votes");
  return {
    a: text(row, "a"),
    b: text(row, "b"),
    counts: counts.map(countOf),
    odds: real(row, "odds"),
    atMs: integer(row, "at_ms"),
  };
}

function countOf(value: unknown): PairVoteCount {
  assert(typeof value === "object" && value !== null, "a count of votes");
  const { group, says, votes } = { ...value } as Partial<PairVoteCount>;
  assert(typeof group === "string" && typeof votes === "number", "a count of votes");
  return { group, says: says === "apart" ? "apart" : "together", votes };
}
