/**
 * Feeds of others: what is read from where, when, and what it brought. The servers learn that this machine
 * asks and when, which says nothing of what the company reports or sees: the moments are of the schedule
 * with a little chance in them. What comes in stays here; it is matched here, and leaves only as any other
 * report does. The store is opened when there is a feed.
 */

import { stat } from "node:fs/promises";

import {
  type Clock,
  parseJson,
  type Random,
  randomId,
  TocsinError,
  uniformInt,
} from "@tocsin/kernel";
import type { ImportFeedState, ImportStore, KnownValue, KnownValuePage } from "@tocsin/store";
import type { CsafAdvisory, KevEntry } from "@tocsin/threat/formats";
import type { FeedKind, NewFeed } from "@tocsin/wire/node-api";

import { createBell } from "../bell.ts";
import type { Work } from "../supervised.ts";
import type { BenignPolicy } from "../warnings/watchable.ts";
import type { OpenSource } from "./source.ts";
import type { SyncPorts, SyncResult, TestResult } from "./sync.ts";

export interface ImportsPorts {
  /** Where the store is; it is made with the first feed. */
  readonly file: string;
  readonly openStore: (file: string) => Promise<ImportStore>;
  readonly policy: BenignPolicy;
  readonly clock: Clock;
  readonly random: Random;
  readonly onFailure: (error: unknown) => void;
  /** Told when a feed's state has changed. */
  readonly onState: () => void;
  readonly openSource?: OpenSource;
}

export interface FeedStanding extends ImportFeedState {
  readonly isSyncing: boolean;
}

export interface Imports extends AsyncDisposable {
  list(): Promise<readonly FeedStanding[]>;
  /** Throws `limit-reached`, `name-taken`, `message-invalid`, `address-private`. */
  add(feed: NewFeed): Promise<FeedStanding>;
  /** Throws `not-found`. */
  remove(id: string): Promise<void>;
  /** Throws `not-found`, and what reading it throws. */
  sync(id: string, accept: boolean): Promise<{ feed: FeedStanding; result: SyncResult }>;
  test(id: string): Promise<TestResult>;

  /** Each value that a feed names, once. */
  values(after: number, limit: number): Promise<KnownValuePage>;
  /** Which of our own values a feed names. */
  holding(
    values: readonly { readonly type: string; readonly value: string }[],
  ): Promise<readonly KnownValue[]>;
  kev(): Promise<readonly KevEntry[]>;
  advisories(): Promise<readonly CsafAdvisory[]>;
  /** Called after a reading that changed something; returns how to stop it. */
  onChange(listener: () => void): () => void;

  /** Keeps the schedule until its signal aborts. */
  readonly schedule: Work;
}

const feedsMax = 200;
const atOnceMax = 2;
const hourMs = 3_600_000;
const everyMsDefault: Readonly<Record<FeedKind, number>> = {
  taxii: hourMs,
  misp: hourMs,
  kev: 6 * hourMs,
  csaf: 6 * hourMs,
  list: 6 * hourMs,
  stix: 24 * hourMs,
  veris: 24 * hourMs,
};
/** After a failure: doubled with each further one. */
const retryMsMin = 60_000;
const retryMsMax = 6 * hourMs;
/** A node that has just started serves its pages first. */
const startMs = 15_000;
/** Without a feed there is nothing to look for; one that is added rings. */
const idleMs = 30 * 60_000;
const lookMsMin = 1000;
/** Part of an interval, in hundredths, that chance adds. */
const chanceHundredths = 5;

export function createImports(ports: ImportsPorts): Imports {
  return new FeedImports(ports);
}

class FeedImports implements Imports {
  readonly #ports: ImportsPorts;
  readonly #bell: ReturnType<typeof createBell>;
  readonly #running = new Map<string, Promise<SyncResult>>();
  readonly #listeners = new Set<() => void>();
  readonly #stopping = new AbortController();
  #store: Promise<ImportStore> | undefined;

  constructor(ports: ImportsPorts) {
    this.#ports = ports;
    this.#bell = createBell(ports.clock);
  }

  async list(): Promise<readonly FeedStanding[]> {
    const store = await this.#opened();
    const feeds = (await store?.feeds()) ?? [];
    return feeds.map((it) => ({ ...it, isSyncing: this.#running.has(it.id) }));
  }

  async add({
    name,
    kind,
    url,
    everyMs,
    auth,
    allowPrivate = false,
    signers = [],
  }: NewFeed): Promise<FeedStanding> {
    const { clock, random } = this.#ports;
    if (signers.length > 0 && kind !== "csaf") {
      throw new TocsinError("message-invalid", { detail: "signers are of csaf feeds" });
    }
    const { checkedFeedUrl } = await import("./source.ts");
    const id = randomId(random);
    const feed = {
      id,
      name,
      kind,
      url: checkedFeedUrl({ url, allowPrivate }),
      everyMs: everyMs ?? everyMsDefault[kind],
      scheme: auth?.scheme ?? null,
      user: auth?.user ?? null,
      secret: auth?.secret ?? null,
      allowPrivate,
      signers,
      createdMs: clock.now(),
    };
    const store = await this.#made();
    if ((await store.feeds()).length >= feedsMax) {
      throw new TocsinError("limit-reached", { detail: `${feedsMax} feeds` });
    }
    if (!(await store.addFeed(feed))) throw new TocsinError("name-taken");
    this.#bell.ring();
    this.#ports.onState();
    return this.#feed(id);
  }

  async remove(id: string): Promise<void> {
    const store = await this.#opened();
    if (store === undefined || !(await store.removeFeed(id))) throw new TocsinError("not-found");
    this.#changed();
    this.#ports.onState();
  }

  async sync(id: string, accept: boolean): Promise<{ feed: FeedStanding; result: SyncResult }> {
    const feed = await this.#feed(id);
    const result = await this.#syncOnce(feed, accept);
    return { feed: await this.#feed(id), result };
  }

  async test(id: string): Promise<TestResult> {
    const feed = await this.#feed(id);
    const { testFeed } = await import("./sync.ts");
    return testFeed(await this.#syncPorts(), feed, this.#stopping.signal);
  }

  async values(after: number, limit: number): Promise<KnownValuePage> {
    const store = await this.#opened();
    if (store === undefined) return { items: [], next: null };
    return store.known(after, limit, this.#ports.clock.now());
  }

  async holding(
    values: readonly { readonly type: string; readonly value: string }[],
  ): Promise<readonly KnownValue[]> {
    const store = await this.#opened();
    return store?.holding(values, this.#ports.clock.now()) ?? [];
  }

  async kev(): Promise<readonly KevEntry[]> {
    const bodies = (await (await this.#opened())?.bodies("kev")) ?? [];
    const { kevEntry } = await import("@tocsin/threat/formats");
    const entries = bodies.map(({ body }) => kevEntry.parse(parseJson(body)));
    return [...new Map(entries.map((it) => [it.cveID, it])).values()];
  }

  async advisories(): Promise<readonly CsafAdvisory[]> {
    const bodies = (await (await this.#opened())?.bodies("csaf")) ?? [];
    const { readCsaf } = await import("@tocsin/threat/formats");
    return bodies.flatMap(({ body }) => {
      const read = readCsaf(parseJson(body));
      return read.ok ? [read.advisory] : [];
    });
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  readonly schedule: Work = async (signal) => {
    const { clock } = this.#ports;
    await this.#bell.wait(startMs, signal);
    while (!signal.aborted) {
      const feeds = (await this.list()).filter((it) => !it.isSyncing);
      const nowMs = clock.now();
      const free = atOnceMax - this.#running.size;
      // A clock that was set back must not keep a feed waiting for ever.
      const isDue = ({ nextMs, everyMs }: FeedStanding): boolean =>
        nextMs <= nowMs || nextMs > nowMs + 2 * Math.max(everyMs, retryMsMax);
      for (const feed of feeds.filter(isDue).slice(0, Math.max(0, free))) {
        void this.#syncOnce(feed, false)
          .catch(this.#ports.onFailure)
          .finally(() => {
            this.#bell.ring();
          });
      }
      const coming = feeds.filter((it) => !isDue(it)).map((it) => it.nextMs - nowMs);
      await this.#bell.wait(Math.max(lookMsMin, Math.min(idleMs, ...coming)), signal);
    }
  };

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    await Promise.allSettled(this.#running.values());
    const store = await this.#store?.catch(() => undefined);
    await store?.[Symbol.asyncDispose]();
  }

  /** Whoever asks while it is read gets that reading's outcome. */
  #syncOnce(feed: ImportFeedState, accept: boolean): Promise<SyncResult> {
    const begun = this.#running.get(feed.id);
    if (begun !== undefined) return begun;
    const running = this.#sync(feed, accept).finally(() => {
      this.#running.delete(feed.id);
      this.#ports.onState();
    });
    this.#running.set(feed.id, running);
    this.#ports.onState();
    return running;
  }

  async #sync(feed: ImportFeedState, accept: boolean): Promise<SyncResult> {
    const ports = await this.#syncPorts();
    const { syncFeed } = await import("./sync.ts");
    const outcome = await syncFeed(ports, feed, accept, this.#stopping.signal);
    const nowMs = this.#ports.clock.now();
    if (!outcome.ok) {
      const { error, retryAfterMs } = outcome;
      const failures = feed.failures + 1;
      const backOffMs = Math.min(retryMsMax, retryMsMin * 2 ** Math.min(failures - 1, 20));
      const code = error instanceof TocsinError ? error.code : "invariant-broken";
      const nextMs = nowMs + this.#withChance(Math.max(backOffMs, retryAfterMs));
      const tried = { triedMs: nowMs, goodMs: null, nextMs, failures, code };
      // The last words of a node that stops are no failure of the feed.
      if (!this.#stopping.signal.aborted) await ports.store.saveTry(feed.id, tried);
      throw error;
    }
    const nextMs = nowMs + this.#withChance(feed.everyMs);
    const tried = { triedMs: nowMs, goodMs: nowMs, nextMs, failures: 0, code: null };
    await ports.store.saveTry(feed.id, tried);
    const { added, changed, removed } = outcome.result;
    if (added + changed + removed > 0) this.#changed();
    return outcome.result;
  }

  #withChance(ms: number): number {
    return Math.floor((ms * (100 + uniformInt(this.#ports.random, chanceHundredths))) / 100);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }

  async #feed(id: string): Promise<FeedStanding> {
    const found = (await this.list()).find((it) => it.id === id);
    if (found === undefined) throw new TocsinError("not-found");
    return found;
  }

  /** What reads is loaded with the first reading: a node without feeds has none of it. */
  async #syncPorts(): Promise<SyncPorts> {
    const { policy, clock, openSource = (await import("./source.ts")).openSource } = this.#ports;
    return { store: await this.#made(), policy, openSource, now: () => clock.now() };
  }

  /** Undefined where there never was a feed. */
  async #opened(): Promise<ImportStore | undefined> {
    if (this.#store !== undefined) return this.#store;
    const isThere = await stat(this.#ports.file).then(
      () => true,
      () => false,
    );
    return isThere ? this.#made() : undefined;
  }

  #made(): Promise<ImportStore> {
    this.#store ??= this.#ports.openStore(this.#ports.file).catch((error: unknown) => {
      this.#store = undefined;
      throw error;
    });
    return this.#store;
  }
}
