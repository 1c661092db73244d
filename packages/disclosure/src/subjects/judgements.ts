/** What is thought of each fragment of a text, in columns: reports have tens of thousands. */

import type { FindingKind } from "../finding-kinds.ts";
import { oddsAroundMax, oddsHeldMin } from "./bearing.ts";
import { kindIndex, kinds } from "./content-kinds.ts";
import { FragmentOdds } from "./fragment-odds.ts";
import type { Fragments } from "./fragments.ts";

export interface Telling {
  readonly isOfAttack: boolean;
  readonly isApart: boolean;
  /** Its place in `kinds`. */
  readonly likeliest: number;
  readonly scores: Float32Array;
  /** First and last word that told something. */
  readonly from: number;
  readonly to: number;
}

const rowBytes = 10;

export class Judgements {
  readonly fragments: Fragments;
  readonly odds: FragmentOdds;
  /** How many speak of attacks. */
  ofAttack = 0;
  /** Places in `kinds`, counted from 1. */
  readonly #kinds: Uint8Array;
  readonly #likeliest: Uint8Array;
  readonly #from: Uint32Array;
  readonly #to: Uint32Array;

  constructor(fragments: Fragments) {
    const { count } = fragments;
    this.fragments = fragments;
    this.odds = new FragmentOdds(fragments);
    const memory = new ArrayBuffer(count * rowBytes);
    this.#from = new Uint32Array(memory, 0, count);
    this.#to = new Uint32Array(memory, count * 4, count);
    this.#kinds = new Uint8Array(memory, count * 8, count);
    this.#likeliest = new Uint8Array(memory, count * 9, count);
  }

  add(
    at: number,
    kind: FindingKind | undefined,
    telling: Telling,
    odds: number,
    isApart = telling.isApart,
  ): void {
    if (telling.isOfAttack) this.ofAttack += 1;
    this.odds.add(at, odds, telling.scores, isApart);
    this.#kinds[at] = placeOf(kind);
    if (kind !== undefined) {
      this.#from[at] = telling.from;
      this.#to[at] = telling.to;
    } else if (odds >= oddsHeldMin - oddsAroundMax) {
      this.#likeliest[at] = telling.likeliest + 1;
    }
  }

  /** What cues told. */
  kindOf(at: number): FindingKind | undefined {
    return kinds[(this.#kinds[at] ?? 0) - 1];
  }

  isTold(at: number): boolean {
    return this.#kinds[at] !== 0;
  }

  /** What it is if it is anything. */
  likeliest(at: number): FindingKind {
    return kinds[(this.#likeliest[at] ?? 0) - 1] ?? "strategy-marketing";
  }

  from(at: number): number {
    return this.#from[at] ?? 0;
  }

  to(at: number): number {
    return this.#to[at] ?? 0;
  }
}

function placeOf(kind: FindingKind | undefined): number {
  return kind === undefined ? 0 : (kindIndex.get(kind) ?? -1) + 1;
}
