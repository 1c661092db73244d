/** Each report of the feed against those that are kept, and the campaigns that come of it. */

import {
  Campaigns,
  campaignOddsMin,
  candidatesOf,
  compare,
  type EncodedKind,
  linkOddsMin,
  sharesOf,
  totalOdds,
  unpackFeatures,
} from "@tocsin/correlation/comparing";
import { assert } from "@tocsin/kernel";

import type { CampaignReportFacts, CorrectionRow, LinkWeights } from "../../campaign-store.ts";
import { integer, type Reader, real, text, write, type Writer } from "../engine/index.ts";
import { FeatureTable, storedFeatures } from "./feature-table.ts";
import { StoredPlaces } from "./stored-places.ts";

interface CorrelateRequest {
  readonly changes: readonly CampaignReportFacts[];
  readonly through: number;
  readonly weights: LinkWeights;
  readonly nowMs: number;
}

export const correlatingOperations = {
  correlate: write((db, request: CorrelateRequest) => {
    const from = setting(db, "cursor");
    assert(request.through >= from, "the feed goes forwards");
    const work = new Correlating(db, request);
    for (const change of request.changes) {
      if (change.arrival > from) work.take(change);
    }
    work.end();
    set(db, "cursor", request.through);
    return { tied: work.tied };
  }),

  correct: write((db, campaign: number, given: Omit<CorrectionRow, "id">): boolean => {
    const [a, b] = [numberOf(db, given.a), numberOf(db, given.b)];
    if (a === undefined || b === undefined || a === b) return false;
    if (given.says === "apart" && !isTied(db, a, b)) return false;
    const pair = [Math.min(a, b), Math.max(a, b)] as const;
    db.run("DELETE FROM correction WHERE a = ? AND b = ?", ...pair);
    db.run(
      "INSERT INTO correction VALUES (NULL, ?, ?, ?, ?, ?)",
      ...[given.says, ...pair, given.atMs, campaign],
    );
    judge(db, pair, given.atMs);
    return true;
  }),

  undoCorrection: write((db, id: number, nowMs: number): boolean => {
    const row = db.get("SELECT a, b FROM correction WHERE number = ?", id);
    if (row === undefined) return false;
    db.run("DELETE FROM correction WHERE number = ?", id);
    judge(db, [integer(row, "a"), integer(row, "b")], nowMs);
    return true;
  }),
};

export function setting(db: Reader, name: string): number {
  const row = db.get("SELECT value FROM setting WHERE name = ?", name);
  return row === undefined ? 0 : integer(row, "value");
}

export function set(db: Writer, name: string, value: number): void {
  db.run("INSERT OR REPLACE INTO setting VALUES (?, ?)", name, value);
}

export function numberOf(db: Reader, report: string): number | undefined {
  const row = db.get("SELECT number FROM report WHERE report = ?", report);
  return row === undefined ? undefined : integer(row, "number");
}

class Correlating {
  tied = 0;
  readonly #db: Writer;
  readonly #weights: LinkWeights;
  readonly #table: FeatureTable;
  readonly #places: StoredPlaces;
  readonly #campaigns: Campaigns;

  constructor(db: Writer, { weights, nowMs }: CorrelateRequest) {
    this.#db = db;
    this.#weights = weights;
    this.#table = new FeatureTable(db);
    this.#places = new StoredPlaces(db, nowMs);
    this.#campaigns = new Campaigns(this.#places, (event) => {
      this.#places.tell(event);
    });
  }

  take(change: CampaignReportFacts): void {
    const known = numberOf(this.#db, change.report);
    if (change.features === null) {
      if (known !== undefined) this.#forget(known, change.report);
      return;
    }
    const packed = unpackFeatures(change.features);
    if (known !== undefined) this.#table.remove(known);
    const number = this.#store(change, packed.features, known);
    this.#table.about(packed);
    this.#relate(number, packed.features);
    this.#table.write(this.#db, false);
  }

  end(): void {
    this.#table.write(this.#db, true);
  }

  #forget(number: number, report: string): void {
    const campaign = this.#places.campaignOf(number);
    this.#campaigns.remove(number);
    this.#table.remove(number);
    for (const other of linkedTo(this.#db, number)) dropLink(this.#db, number, other);
    this.#db.run("DELETE FROM correction WHERE a = ? OR b = ?", number, number);
    this.#db.run("DELETE FROM seen WHERE report = ?", report);
    this.#db.run("DELETE FROM report WHERE number = ?", number);
    if (campaign !== undefined) this.#places.touch(campaign);
  }

  #store(
    { report, arrival, publishedMs, mine, group, labels }: CampaignReportFacts,
    features: readonly EncodedKind[],
    known: number | undefined,
  ): number {
    const { words, places } = storedFeatures(features);
    if (known !== undefined) {
      this.#db.run(
        "UPDATE report SET arrival = ?, labels = ?, words = ?, places = ? WHERE number = ?",
        ...[arrival, labels, words, places, known],
      );
      return known;
    }
    this.#db.run(
      "INSERT INTO report VALUES (NULL, ?, ?, ?, ?, ?, ?, NULL, ?, ?)",
      ...[report, arrival, publishedMs, mine ? 1 : 0, group, labels, words, places],
    );
    return numberOf(this.#db, report) ?? 0;
  }

  /** What an amended report was tied to and is no longer falls away. */
  #relate(number: number, features: readonly EncodedKind[]): void {
    const before = new Set(linkedTo(this.#db, number));
    this.#table.add(number, features);
    const shares = sharesOf(this.#table, features);
    for (const other of candidatesOf(this.#table, features, number)) {
      const odds = totalOdds(this.#weights, compare(this.#table, features, shares, other));
      if (odds < linkOddsMin) continue;
      before.delete(other);
      this.#tie(number, other, odds);
    }
    for (const other of before) {
      if (correctionOf(this.#db, number, other) === "together") continue;
      if (isTied(this.#db, number, other)) this.#campaigns.unlink(number, other);
      dropLink(this.#db, number, other);
    }
  }

  #tie(a: number, b: number, odds: number): void {
    if (mayTie(odds, correctionOf(this.#db, a, b))) {
      this.#campaigns.link({ a, b, odds });
      this.tied += 1;
      const campaign = this.#places.campaignOf(a);
      if (campaign !== undefined) this.#places.touch(campaign);
    } else {
      if (isTied(this.#db, a, b)) this.#campaigns.unlink(a, b);
      this.#places.keepLink(a, b, odds, false);
    }
  }
}

function linkedTo(db: Reader, number: number): number[] {
  return db.all("SELECT b FROM link WHERE a = ?", number).map((row) => integer(row, "b"));
}

function isTied(db: Reader, a: number, b: number): boolean {
  return db.get("SELECT 1 FROM link WHERE a = ? AND b = ? AND tied = 1", a, b) !== undefined;
}

function dropLink(db: Writer, a: number, b: number): void {
  db.run("DELETE FROM link WHERE (a = ? AND b = ?) OR (a = ? AND b = ?)", ...[a, b, b, a]);
}

function correctionOf(db: Reader, a: number, b: number): string | undefined {
  const row = db.get(
    "SELECT says FROM correction WHERE a = ? AND b = ?",
    Math.min(a, b),
    Math.max(a, b),
  );
  return row === undefined ? undefined : text(row, "says");
}

/** A person's word counts for more than what was computed. */
function mayTie(odds: number, says: string | undefined): boolean {
  return says === undefined ? odds >= campaignOddsMin : says === "together";
}

/** Applies what is said of a pair now. */
function judge(db: Writer, [a, b]: readonly [number, number], nowMs: number): void {
  const places = new StoredPlaces(db, nowMs);
  const campaigns = new Campaigns(places, (event) => {
    places.tell(event);
  });
  const row = db.get("SELECT odds FROM link WHERE a = ? AND b = ?", a, b);
  const odds = row === undefined ? 0 : real(row, "odds");
  if (mayTie(odds, correctionOf(db, a, b))) campaigns.link({ a, b, odds });
  else campaigns.unlink(a, b);
}
