/**
 * What people say of two reports: this company's own word, which decides here, and the votes of members, which
 * are evidence. All of it can be taken back, and is told in the history.
 */

import {
  Campaigns,
  compare,
  linkOddsMin,
  sharesOf,
  totalOdds,
  unpackFeatures,
} from "@tocsin/correlation/comparing";

import type { CorrectionRow, LinkWeights, PairVotes } from "../../campaign-store.ts";
import {
  bytes,
  integer,
  optional,
  read,
  type Row,
  text,
  write,
  type Writer,
} from "../engine/index.ts";
import { Corrections, mayTie } from "./corrections.ts";
import { FeatureTable } from "./feature-table.ts";
import { dropLink, isTied, oddsOfLink } from "./links.ts";
import { numberOf, set, setting } from "./settings.ts";
import { StoredPlaces } from "./stored-places.ts";
import { replaceVotes } from "./votes.ts";

interface SetVotes {
  readonly votes: readonly (PairVotes & { readonly features: Uint8Array | null })[];
  readonly through: number;
  readonly weights: LinkWeights;
  readonly nowMs: number;
}

export const judgingOperations = {
  correct: write((db, campaign: number, given: Omit<CorrectionRow, "id" | "secret">): boolean => {
    const pair = inOrder(given.a, given.b);
    const numbers = numbersOf(db, pair);
    if (numbers === undefined) return false;
    if (given.says === "apart" && !isTied(db, ...numbers)) return false;
    db.run("DELETE FROM correction WHERE a = ? AND b = ?", pair.a, pair.b);
    db.run(
      "INSERT INTO correction (says, a, b, at_ms, campaign) VALUES (?, ?, ?, ?, ?)",
      ...[given.says, pair.a, pair.b, given.atMs, campaign],
    );
    new Judging(db, given.atMs).corrected(numbers, pair);
    return true;
  }),

  undoCorrection: write((db, id: number, nowMs: number): boolean => {
    const row = db.get("SELECT * FROM correction WHERE number = ?", id);
    if (row === undefined) return false;
    const pair = correctionOf(row);
    db.run("DELETE FROM correction WHERE number = ?", id);
    const numbers = numbersOf(db, pair);
    if (numbers !== undefined) new Judging(db, nowMs).corrected(numbers, pair);
    return true;
  }),

  correction: read((db, id: number): CorrectionRow | undefined => {
    const row = db.get("SELECT * FROM correction WHERE number = ?", id);
    return row === undefined ? undefined : correctionOf(row);
  }),

  correctionOn: read((db, one: string, other: string): CorrectionRow | undefined => {
    const { a, b } = inOrder(one, other);
    const row = db.get("SELECT * FROM correction WHERE a = ? AND b = ?", a, b);
    return row === undefined ? undefined : correctionOf(row);
  }),

  keepSecret: write((db, id: number, secret: Uint8Array): Uint8Array | undefined => {
    db.run("UPDATE correction SET secret = ? WHERE number = ? AND secret IS NULL", secret, id);
    const row = db.get("SELECT * FROM correction WHERE number = ?", id);
    return row === undefined ? undefined : (correctionOf(row).secret ?? undefined);
  }),

  votesThrough: read((db) => setting(db, "votes")),

  setVotes: write((db, { votes, through, weights, nowMs }: SetVotes) => {
    const judging = new Judging(db, nowMs);
    for (const { features, ...said } of votes) judging.voted(said, features, weights);
    set(db, "votes", through);
  }),
};

type Pair = Pick<PairVotes, "a" | "b">;
type Numbers = readonly [number, number];

function inOrder(one: string, other: string): Pair {
  return one < other ? { a: one, b: other } : { a: other, b: one };
}

/** Undefined where the two are not both kept. */
function numbersOf(db: Writer, { a, b }: Pair): Numbers | undefined {
  const [first, second] = [numberOf(db, a), numberOf(db, b)];
  return first === undefined || second === undefined || first === second
    ? undefined
    : [first, second];
}

export function correctionOf(row: Row): CorrectionRow {
  return {
    id: integer(row, "number"),
    says: text(row, "says") === "apart" ? "apart" : "together",
    a: text(row, "a"),
    b: text(row, "b"),
    atMs: integer(row, "at_ms"),
    secret: optional(bytes, row, "secret") ?? null,
  };
}

class Judging {
  readonly #db: Writer;
  readonly #places: StoredPlaces;
  readonly #campaigns: Campaigns;

  constructor(db: Writer, nowMs: number) {
    this.#db = db;
    this.#places = new StoredPlaces(db, nowMs);
    this.#campaigns = new Campaigns(this.#places, (event) => {
      this.#places.tell(event);
    });
  }

  corrected(numbers: Numbers, pair: Pair): void {
    const odds = oddsOfLink(this.#db, ...numbers) ?? 0;
    this.#told("corrected", numbers, () => {
      this.#judge(numbers, pair, odds);
    });
  }

  /** What is not correlated yet finds its votes when it is. */
  voted(said: PairVotes, features: Uint8Array | null, weights: LinkWeights): void {
    const { before, now } = replaceVotes(this.#db, said, this.#places.nowMs);
    const numbers = numbersOf(this.#db, said);
    if (numbers === undefined) return;
    const known = oddsOfLink(this.#db, ...numbers);
    const computed =
      known === undefined ? this.#compared(features, numbers[1], weights) : known - before;
    const odds = computed + now;
    this.#told("votes", numbers, () => {
      this.#judge(numbers, said, odds);
      if (isTied(this.#db, ...numbers)) return;
      const isKept = said.counts.length > 0 || odds >= linkOddsMin;
      if (isKept) this.#places.keepLink(...numbers, odds, false);
      else dropLink(this.#db, ...numbers);
    });
  }

  /** By what the feed says now. */
  #compared(features: Uint8Array | null, other: number, weights: LinkWeights): number {
    if (features === null) return weights.before;
    const packed = unpackFeatures(features);
    const table = new FeatureTable(this.#db);
    table.about(packed);
    const shares = sharesOf(table, packed.features);
    return totalOdds(weights, compare(table, packed.features, shares, other));
  }

  #judge([a, b]: Numbers, pair: Pair, odds: number): void {
    if (mayTie(odds, new Corrections(this.#db).of(pair.a).get(b))) {
      this.#campaigns.link({ a, b, odds });
    } else this.#campaigns.unlink(a, b);
  }

  /** In the history of the campaign that it is about, before what comes of it. */
  #told(kind: "votes" | "corrected", numbers: Numbers, judge: () => void): void {
    const before = this.#campaignOf(numbers);
    if (before !== undefined) this.#places.note(kind, before, numbers);
    judge();
    const after = this.#campaignOf(numbers);
    if (after === undefined) return;
    if (before === undefined) this.#places.note(kind, after, numbers);
    this.#places.touch(after);
  }

  #campaignOf([a, b]: Numbers): number | undefined {
    return this.#places.campaignOf(a) ?? this.#places.campaignOf(b);
  }
}
