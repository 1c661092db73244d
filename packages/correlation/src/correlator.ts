/**
 * Correlation as reports come: each new one is compared with those that share something rare with
 * it, in one look-up for each of its features, and joins or starts a campaign. Whoever has the same
 * ledger computes the same campaigns, so nobody has to be believed.
 */

import { type CampaignEvent, MemoryPlaces } from "./campaign-places.ts";
import { Campaigns } from "./campaigns.ts";
import { candidatesOf, compare, type Compared, sharesOf } from "./comparison.ts";
import { encodeFeatures } from "./encoded-features.ts";
import { type Reason, reasonsOf } from "./explanation.ts";
import type { IncidentFacts } from "./facts.ts";
import { featuresOf } from "./features.ts";
import { builtInModel, type Model } from "./model.ts";
import { ReportIndex } from "./report-index.ts";
import { campaignOddsMin, linkOddsMin, totalOdds } from "./weights.ts";
import { type Vote, Votes } from "./votes.ts";

/** What is worth storing of a link; the features can be had from the report again. */
export interface Found {
  readonly report: number;
  readonly odds: number;
}

export interface Related extends Found {
  /** Made when asked for: most links are never looked at. */
  readonly reasons: () => readonly Reason[];
}

export interface CorrelatorOptions {
  /** Of this process; the same for all who must get the same answer. */
  readonly seed: number;
  readonly model?: Model;
}

export interface AddOptions {
  /** The class of the token: many reports of one class merge no campaigns. */
  readonly group?: string | undefined;
}

export class Correlator {
  readonly #index: ReportIndex;
  readonly #model: Model;
  readonly #places: MemoryPlaces;
  readonly #history: CampaignEvent[] = [];
  readonly #campaigns: Campaigns;
  readonly #votes = new Votes();
  readonly #found = new Map<string, number>();

  constructor({ seed, model = builtInModel }: CorrelatorOptions) {
    this.#model = model;
    const index = new ReportIndex(seed, model.usual);
    this.#index = index;
    this.#places = new MemoryPlaces((report) => index.groupOf(report));
    this.#campaigns = new Campaigns(this.#places, (event) => this.#history.push(event));
  }

  get reports(): number {
    return this.#index.reports;
  }

  /** Bytes kept for comparing. */
  get bytes(): number {
    return this.#index.bytes;
  }

  get history(): readonly CampaignEvent[] {
    return this.#history;
  }

  /** Gives the number of the report and what it is related to, strongest first. */
  add(facts: IncidentFacts, { group }: AddOptions = {}): { report: number; related: Related[] } {
    const features = encodeFeatures(featuresOf(facts), this.#index.seed);
    const report = this.#index.add(features, group);
    const shares = sharesOf(this.#index, features);
    const related = candidatesOf(this.#index, features, report)
      .map((other) => compare(this.#index, features, shares, other))
      .map((compared) => ({ compared, odds: this.#odds(report, compared) }))
      .filter(({ odds }) => odds >= linkOddsMin)
      .sort((x, y) => y.odds - x.odds || x.compared.report - y.compared.report);
    for (const { compared, odds } of related) this.#tie(report, compared.report, odds);
    return {
      report,
      related: related.map(({ compared, odds }) => ({
        report: compared.report,
        odds,
        reasons: () => reasonsOf(this.#model.weights, compared, features, shares),
      })),
    };
  }

  /**
   * A report whose relatives were found before and kept by whoever stores them: after a restart
   * nothing has to be compared again.
   */
  restore(facts: IncidentFacts, found: readonly Found[], { group }: AddOptions = {}): number {
    const report = this.#index.add(encodeFeatures(featuresOf(facts), this.#index.seed), group);
    for (const other of found) this.#tie(report, other.report, other.odds);
    return report;
  }

  /** A withdrawn report. Its facts are needed, because only hashes of them were kept. */
  remove(report: number, facts: IncidentFacts): void {
    this.#index.remove(report, encodeFeatures(featuresOf(facts), this.#index.seed));
    this.#campaigns.remove(report);
  }

  /** A person's judgement of a link; each token votes once, and a vote can be taken back. */
  vote(vote: Vote): void {
    this.#votes.set(vote);
    this.#apply(vote.a, vote.b);
  }

  unvote(token: string): void {
    const vote = this.#votes.delete(token);
    if (vote !== undefined) this.#apply(vote.a, vote.b);
  }

  campaignOf(report: number): number | undefined {
    return this.#places.campaignOf(report);
  }

  campaigns(): ReadonlyMap<number, readonly number[]> {
    return this.#places.all();
  }

  #odds(report: number, compared: Compared): number {
    return totalOdds(this.#model.weights, compared) + this.#votes.odds(report, compared.report);
  }

  #tie(a: number, b: number, odds: number): void {
    this.#found.set(keyOf(a, b), odds);
    if (odds >= campaignOddsMin) this.#campaigns.link({ a, b, odds });
  }

  #apply(a: number, b: number): void {
    const odds =
      (this.#found.get(keyOf(a, b)) ?? this.#model.weights.before) + this.#votes.odds(a, b);
    if (odds >= campaignOddsMin) this.#campaigns.link({ a, b, odds });
    else this.#campaigns.unlink(a, b);
  }
}

function keyOf(a: number, b: number): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}
