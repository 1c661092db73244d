/**
 * Follows the verified ledger and ties its reports into campaigns. All of it is computed here, from what
 * everybody has and from what only this company knows; nobody learns of it. ADR 0005.
 */

import type { Encoder } from "@tocsin/correlation";
import type { Clock } from "@tocsin/kernel";
import type {
  CampaignReportFacts,
  CampaignStore,
  TieRow,
  TieStore,
  WarningStore,
} from "@tocsin/store";
import { HeapSweeper } from "@tocsin/kernel/heap-sweeper";
import { Looking } from "../looking.ts";
import type { Protocol, ReportChange } from "../protocol.ts";
import { factsOf, labelsOf } from "./report-facts.ts";
import { countsOf } from "./votes.ts";

/** Changes of one transaction: the node does other things between two of them. */
const changesAtOnce = 250;
/** Whole reports that are in memory at once. */
const changesRead = 25;
/** What they leave behind is swept away after so many transactions. */
const portionsSwept = 4;
const featureBytesMax = 4 * 1024 * 1024;
const seenAtOnce = 500;
const votesAtOnce = 50;
const concernsAtOnce = 20;
/** Reports of one campaign that warn: the newest ones. */
const warnedReportsMax = 100;

export interface FollowerPorts {
  readonly protocol: Pick<Protocol, "changes" | "on" | "enrolled" | "report">;
  readonly warnings: Pick<WarningStore, "seenSince" | "setCampaign">;
  /** What members say of two reports. */
  readonly ties: TieStore;
  readonly clock: Clock;
  /** The store and what makes features for it; opened when there is something to keep. */
  readonly open: () => Promise<{
    readonly store: CampaignStore;
    readonly encoder: () => Promise<Encoder>;
  }>;
  /** Resolves when all that is here was matched with what was seen here. */
  readonly matched: () => Promise<void>;
  readonly onRaised: () => void;
  readonly onFailure: (error: unknown) => void;
}

export interface Follower extends AsyncDisposable {
  /** Looks for changes now; resolves when all that were there are correlated. */
  look(): Promise<void>;
}

export function createFollower(ports: FollowerPorts): Follower {
  return new CampaignFollower(ports);
}

class CampaignFollower implements Follower {
  readonly #ports: FollowerPorts;
  readonly #looking: Looking;
  readonly #heap = new HeapSweeper();
  readonly #forget: () => void;

  constructor(ports: FollowerPorts) {
    this.#ports = ports;
    this.#looking = new Looking(ports, (signal) => this.#catchUp(signal));
    this.#forget = ports.protocol.on("changes", () => void this.look());
  }

  look(): Promise<void> {
    return this.#looking.look();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#forget();
    await this.#looking[Symbol.asyncDispose]();
  }

  async #catchUp(signal: AbortSignal): Promise<void> {
    const { protocol, matched } = this.#ports;
    if (!protocol.enrolled || (await protocol.changes(0, 1)).length === 0) return;
    // What was seen here rings first: of a burst nothing waits for what campaigns make of it.
    await matched();
    const { store, encoder } = await this.#ports.open();
    await this.#correlate(store, encoder, signal);
    while (!signal.aborted && (await this.#takeVotes(store, encoder)));
    if (!signal.aborted) await matched();
    while (!signal.aborted && (await this.#markSeen(store)));
    while (!signal.aborted && (await this.#warn(store)));
  }

  /** While the store's thread compares some, the next ones are read and made ready here. */
  async #correlate(
    store: CampaignStore,
    open: () => Promise<Encoder>,
    signal: AbortSignal,
  ): Promise<void> {
    let found = await this.#portion(await store.cursor(), open);
    let done = 0;
    while (found !== undefined && !signal.aborted) {
      const [next] = await Promise.all([
        this.#portion(found.through, open),
        store.correlate({ ...found, nowMs: this.#ports.clock.now() }),
      ]);
      found = next;
      done += 1;
      if (done % portionsSwept === 0) this.#heap.sweep();
    }
  }

  /** What one transaction takes, read in small pieces; undefined where there is nothing to do. */
  async #portion(from: number, open: () => Promise<Encoder>) {
    const changes: CampaignReportFacts[] = [];
    let through = from;
    for (let bytes = 0; changes.length < changesAtOnce && bytes < featureBytesMax;) {
      const found = await this.#ports.protocol.changes(through, changesRead);
      const last = found.at(-1)?.arrival;
      if (last === undefined) break;
      const encoder = await open();
      for (const change of found) {
        const facts = campaignFacts(change, encoder);
        bytes += facts.features?.length ?? 0;
        changes.push(facts);
      }
      through = last;
    }
    if (changes.length === 0) return undefined;
    return { changes, through, weights: (await open()).weights };
  }

  /** Behind the reports that they are about, as far as these are here. */
  async #takeVotes(store: CampaignStore, open: () => Promise<Encoder>): Promise<boolean> {
    const rows = await this.#ports.ties.since(await store.votesThrough(), votesAtOnce);
    const through = rows.at(-1)?.arrival;
    if (through === undefined) return false;
    const encoder = await open();
    const votes = await Promise.all(rows.map((row) => this.#votesOf(row, encoder)));
    const nowMs = this.#ports.clock.now();
    await store.setVotes({ votes, through, weights: encoder.weights, nowMs });
    return true;
  }

  async #votesOf({ a, b, counts }: TieRow, encoder: Encoder) {
    const body = (await this.#ports.protocol.report(a))?.body ?? null;
    const features = body === null ? null : encoder.encode(factsOf(body)).packed;
    return { a, b, counts: countsOf(counts), features };
  }

  async #markSeen(store: CampaignStore): Promise<boolean> {
    const from = await store.seenThrough();
    const { reports, through } = await this.#ports.warnings.seenSince(from, seenAtOnce);
    if (through === from) return false;
    await store.markSeen(reports, through);
    return true;
  }

  /** Warnings first, then the note that they were raised: cut off between, they are set again. */
  async #warn(store: CampaignStore): Promise<boolean> {
    const { warnings, clock, onRaised } = this.#ports;
    const concerns = await store.concerns(concernsAtOnce, warnedReportsMax);
    for (const { campaign, due, reports, ours } of concerns) {
      const nowMs = clock.now();
      const { raised, changed } = await warnings.setCampaign({ campaign, reports, ours, nowMs });
      await store.dealtWith(campaign, due);
      if (raised + changed > 0) onRaised();
    }
    return concerns.length > 0;
  }
}

/** The body of what was withdrawn since is gone: its earlier changes say nothing any more. */
function campaignFacts(change: ReportChange, encoder: Encoder): CampaignReportFacts {
  const { arrival, id, mine, publishedMs, envelope, kind, body } = change;
  const facts = { report: id, arrival, publishedMs, mine, group: envelope.class };
  if (kind === "withdrawal" || body === null) return { ...facts, labels: "", features: null };
  const { packed } = encoder.encode(factsOf(body));
  return { ...facts, labels: labelsOf(body), features: packed };
}
