/**
 * Blind matching as the rest of the node sees it: matches and checks. The store behind it is open while
 * the node runs in a community with key holders; before that there is nothing to ask. PROTOCOL §3.
 */

import { parseRound, roundSpan, TocsinError } from "@tocsin/kernel";
import type { BlindStore } from "@tocsin/store";
import type { Check, CheckList, MatchView } from "@tocsin/wire/node-api";

import { checkList, type CheckPorts, checkView, isSealed, makeCheck, tryCheck } from "./checks.ts";
import { type BlindMatch, type Matches, matchOf, type MatchPage } from "./matches.ts";
import type { Sealer } from "./sealer.ts";
import type { SightingKeyring } from "../keys/sighting-keys.ts";

/** What there is while the store is open. */
export interface OpenBlind extends CheckPorts {
  readonly keyring: SightingKeyring;
  readonly sealer: Sealer;
  /** Something was queued, or the ledger told something. */
  readonly look: () => void;
}

export interface BlindDesk {
  readonly matches: Matches;
  /** Throws `no-blind-matching`, as all of these do. */
  check(text: string, seal: boolean): Promise<Check>;
  /** What a check would begin with; asks and keeps nothing. */
  tryCheck(text: string, seal: boolean): Promise<Check>;
  /** Throws `not-found`. */
  checkOf(id: string): Promise<Check>;
  checks(limit: number): Promise<CheckList>;
  matchPage(query: { readonly after?: string; readonly limit: number }): Promise<{
    readonly items: MatchView[];
    readonly total: number;
    readonly next: string | null;
  }>;
  /** Throws `not-found`. */
  matchView(id: string): Promise<MatchView>;
  /** Takes our sealed sighting back. Throws `not-found`. */
  withdraw(id: string): Promise<MatchView>;
}

/** Kept by whoever opens and closes the store. */
export class BlindRoom implements BlindDesk {
  #open: OpenBlind | undefined;
  readonly #listeners = new Set<(id: string) => void>();
  readonly matches: Matches;

  constructor() {
    this.matches = {
      list: (query) => this.#list(query),
      get: (id) => this.#get(id),
      onMatch: (listener) => {
        this.#listeners.add(listener);
        return () => {
          this.#listeners.delete(listener);
        };
      },
    };
  }

  use(open: OpenBlind | undefined): void {
    this.#open = open;
  }

  tell(id: string): void {
    for (const listener of this.#listeners) listener(id);
  }

  async check(text: string, seal: boolean): Promise<Check> {
    const open = this.#opened();
    const made = await makeCheck(open, text, seal);
    open.look();
    return made;
  }

  async tryCheck(text: string, seal: boolean): Promise<Check> {
    return tryCheck(this.#opened(), text, seal);
  }

  async checkOf(id: string): Promise<Check> {
    return checkView(this.#opened(), id);
  }

  async checks(limit: number): Promise<CheckList> {
    return checkList(this.#opened(), limit);
  }

  async matchPage(query: { readonly after?: string; readonly limit: number }) {
    const page = await this.#list(query);
    const items: MatchView[] = [];
    for (const it of page.items) items.push(await this.#view(it));
    return { ...page, items };
  }

  async matchView(id: string): Promise<MatchView> {
    return this.#view(await this.#found(id));
  }

  async withdraw(id: string): Promise<MatchView> {
    const { blind, sealer } = this.#opened();
    const row = await blind.match(id);
    if (row === undefined) throw new TocsinError("not-found");
    await sealer.withdraw(row);
    return this.matchView(id);
  }

  #opened(): OpenBlind {
    if (this.#open === undefined) throw new TocsinError("no-blind-matching");
    return this.#open;
  }

  /** Without key holders there are no matches: that is no error for whoever only looks. */
  async #list({ after, limit }: { after?: string; limit: number }): Promise<MatchPage> {
    const open = this.#open;
    if (open === undefined) return { items: [], total: 0, next: null };
    const page = await open.blind.matches(after, limit);
    const items: BlindMatch[] = [];
    for (const row of page.items) items.push(await matchOf(open, row));
    return { ...page, items };
  }

  async #get(id: string): Promise<BlindMatch | undefined> {
    const open = this.#open;
    const row = await open?.blind.match(id);
    return open && row && matchOf(open, row);
  }

  async #found(id: string): Promise<BlindMatch> {
    const found = await this.#get(id);
    if (found === undefined) throw new TocsinError("not-found");
    return found;
  }

  async #view(of: BlindMatch): Promise<MatchView> {
    const { blind, roundMs } = this.#opened();
    const { id, epoch, type, value, count, firstRound, lastRound, isWeak, confirmedBy } = of;
    const end = (round: number): number => roundSpan(parseRound(round), roundMs()).untilMs;
    return {
      ...{ id, epoch, type, value, count, weak: isWeak, confirmedBy },
      sinceRound: firstRound,
      sinceMs: end(firstRound),
      lastRound,
      lastMs: end(lastRound),
      sealed: await isSealedValue(blind, of),
    };
  }
}

async function isSealedValue(blind: BlindStore, of: BlindMatch): Promise<boolean> {
  const [place] = await blind.places(of.epoch, [of]);
  return isSealed(place);
}
