/** Each report of the feed against those that are kept, and the campaigns that come of it. */

import {
  Campaigns,
  candidatesOf,
  compare,
  type EncodedKind,
  linkOddsMin,
  type PackedFeatures,
  sharesOf,
  totalOdds,
  unpackFeatures,
} from "@tocsin/correlation/comparing";
import { assert } from "@tocsin/kernel";

import type { CampaignReportFacts, LinkWeights } from "../../campaign-store.ts";
import { write, type Writer } from "../engine/index.ts";
import { Corrections, mayTie } from "./corrections.ts";
import { featuresAtOnce, FeatureTable, storedWords } from "./feature-table.ts";
import { dropLink, isTied, linkedTo } from "./links.ts";
import { numberOf, set, setting } from "./settings.ts";
import { StoredPlaces } from "./stored-places.ts";
import { forgetVotesOf, StoredVotes } from "./votes.ts";

interface CorrelateRequest {
  readonly changes: readonly CampaignReportFacts[];
  readonly through: number;
  readonly weights: LinkWeights;
  readonly nowMs: number;
}

interface Change extends CampaignReportFacts {
  readonly packed: PackedFeatures | undefined;
}

export const correlatingOperations = {
  correlate: write((db, request: CorrelateRequest) => {
    const from = setting(db, "cursor");
    assert(request.through >= from, "the feed goes forwards");
    const work = new Correlating(db, request);
    for (const some of portions(request.changes.filter(({ arrival }) => arrival > from))) {
      work.take(some);
    }
    set(db, "cursor", request.through);
    return { tied: work.tied };
  }),
};

/** So many at once that what is read for them has room. */
function* portions(changes: readonly CampaignReportFacts[]): Generator<Change[]> {
  let some: Change[] = [];
  let features = 0;
  for (const change of changes) {
    const packed = change.features === null ? undefined : unpackFeatures(change.features);
    some.push({ ...change, packed });
    features += packed?.features.reduce((sum, { ids }) => sum + ids.length, 0) ?? 0;
    if (features < featuresAtOnce) continue;
    yield some;
    some = [];
    features = 0;
  }
  yield some;
}

class Correlating {
  tied = 0;
  readonly #db: Writer;
  readonly #weights: LinkWeights;
  readonly #table: FeatureTable;
  readonly #places: StoredPlaces;
  readonly #campaigns: Campaigns;
  readonly #corrections: Corrections;
  readonly #votes: StoredVotes;

  constructor(db: Writer, { weights, nowMs }: CorrelateRequest) {
    this.#db = db;
    this.#weights = weights;
    this.#table = new FeatureTable(db);
    this.#places = new StoredPlaces(db, nowMs);
    this.#corrections = new Corrections(db);
    this.#votes = new StoredVotes(db);
    this.#campaigns = new Campaigns(this.#places, (event) => {
      this.#places.tell(event);
    });
  }

  take(changes: readonly Change[]): void {
    this.#table.read(changes.map(({ packed }) => packed?.features ?? []));
    for (const change of changes) this.#takeOne(change);
    this.#table.write(this.#db);
  }

  #takeOne(change: Change): void {
    const known = numberOf(this.#db, change.report);
    if (change.packed === undefined) {
      if (known !== undefined) this.#forget(known, change.report);
      return;
    }
    if (known !== undefined) this.#table.remove(this.#db, known);
    const number = this.#store(change, change.packed.features, known);
    this.#table.about(change.packed);
    this.#relate(number, change.report, change.packed.features);
  }

  #forget(number: number, report: string): void {
    const campaign = this.#places.campaignOf(number);
    this.#campaigns.remove(number);
    this.#table.remove(this.#db, number);
    for (const other of linkedTo(this.#db, number)) dropLink(this.#db, number, other);
    this.#db.run("DELETE FROM correction WHERE a = ? OR b = ?", report, report);
    forgetVotesOf(this.#db, report);
    this.#db.run("DELETE FROM seen WHERE report = ?", report);
    this.#db.run("DELETE FROM report WHERE number = ?", number);
    if (campaign !== undefined) this.#places.touch(campaign);
  }

  #store(
    { report, arrival, publishedMs, mine, group, labels }: CampaignReportFacts,
    features: readonly EncodedKind[],
    known: number | undefined,
  ): number {
    const words = storedWords(features);
    if (known !== undefined) {
      this.#db.run(
        "UPDATE report SET arrival = ?, labels = ?, words = ? WHERE number = ?",
        ...[arrival, labels, words, known],
      );
      return known;
    }
    this.#db.run(
      "INSERT INTO report VALUES (NULL, ?, ?, ?, ?, ?, ?, NULL, ?)",
      ...[report, arrival, publishedMs, mine ? 1 : 0, group, labels, words],
    );
    return numberOf(this.#db, report) ?? 0;
  }

  /** What an amended report was tied to and is no longer falls away. */
  #relate(number: number, report: string, features: readonly EncodedKind[]): void {
    const tiedBefore = this.tied;
    const before = new Set(linkedTo(this.#db, number));
    const said = this.#corrections.of(report);
    const voted = this.#votes.of(report);
    this.#table.add(number, features);
    const shares = sharesOf(this.#table, features);
    for (const other of new Set([
      ...candidatesOf(this.#table, features, number),
      ...voted.keys(),
    ])) {
      const compared = compare(this.#table, features, shares, other);
      const odds = totalOdds(this.#weights, compared) + (voted.get(other) ?? 0);
      if (odds < linkOddsMin && !voted.has(other)) continue;
      before.delete(other);
      this.#tie(number, { other, odds, may: mayTie(odds, said.get(other)) });
    }
    for (const other of before) {
      if (said.get(other) === "together") continue;
      if (isTied(this.#db, number, other)) this.#campaigns.unlink(number, other);
      dropLink(this.#db, number, other);
    }
    for (const [other, says] of said) {
      if (says === "together" && !isTied(this.#db, number, other)) {
        this.#tie(number, { other, odds: 0, may: true });
      }
    }
    const campaign = this.tied > tiedBefore ? this.#places.campaignOf(number) : undefined;
    if (campaign !== undefined) this.#places.touch(campaign);
  }

  #tie(
    a: number,
    {
      other: b,
      odds,
      may,
    }: { readonly other: number; readonly odds: number; readonly may: boolean },
  ): void {
    if (may) {
      this.#campaigns.link({ a, b, odds });
      this.tied += 1;
    } else {
      if (isTied(this.#db, a, b)) this.#campaigns.unlink(a, b);
      this.#places.keepLink(a, b, odds, false);
    }
  }
}
