/** One reading of one feed: each step is one transaction, and what fails leaves the last good copy. */

import { TocsinError } from "@tocsin/kernel";
import type { ImportFeedState, ImportStore } from "@tocsin/store";
import type { FeedKind } from "@tocsin/wire/node-api";

import type { BenignPolicy } from "../warnings/watchable.ts";
import { feedReaders } from "./readers/all-readers.ts";
import type { End, Reading, Step } from "./reading.ts";
import type { OpenSource } from "./source.ts";

export interface SyncPorts {
  readonly store: ImportStore;
  readonly policy: BenignPolicy;
  readonly openSource: OpenSource;
  readonly now: () => number;
}

export interface SyncResult {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly refused: number;
  readonly refusals: readonly string[];
}

export interface TestResult {
  readonly items: number;
  readonly values: number;
  readonly refused: number;
  readonly refusals: readonly string[];
}

/** A copy that holds less than this part of the last one is not believed. */
const leftMin = 0.1;
const refusalsTold = 20;
const refusalCharsMax = 200;

/** How a reading ended: `retryAfterMs` is what the server asked for. */
export type SyncOutcome = (
  | { readonly ok: true; readonly result: SyncResult }
  | { readonly ok: false; readonly error: unknown }
) & { readonly retryAfterMs: number };

/** `accept`: the copy is taken however little it holds. Never throws. */
export async function syncFeed(
  ports: SyncPorts,
  feed: ImportFeedState,
  accept: boolean,
  signal: AbortSignal,
): Promise<SyncOutcome> {
  const { store } = ports;
  let retryAfterMs = 0;
  try {
    using source = ports.openSource(feed, signal);
    try {
      const reading: Reading = { ...readingOf(ports, feed), source };
      const run = await store.beginRun(feed.id);
      const result = { added: 0, changed: 0, removed: 0, refused: 0, refusals: Array<string>() };
      const end = await eachStep(feed, reading, signal, async (step) => {
        const page = {
          run,
          items: step.items,
          kept: step.kept ?? [],
          cursor: step.cursor ?? null,
        };
        const counts = await store.applyPage(feed.id, page, step.newestMs || null);
        result.added += counts.added;
        result.changed += counts.changed;
        result.removed += counts.removed;
        const old = Array<string>(counts.refused).fill(
          "an older version, or another content of one",
        );
        tellRefusals(result, [...(step.refusals ?? []), ...old]);
      });
      const { whole, cursor = null } = end;
      const least = accept ? 0 : leftMin;
      const left = await store.endRun(feed.id, { run, whole, leftMin: least, cursor });
      if (left === undefined) throw new TocsinError("copy-shrunk");
      result.removed += left;
      return { ok: true, result, retryAfterMs };
    } finally {
      ({ retryAfterMs } = source);
    }
  } catch (error) {
    return { ok: false, error, retryAfterMs };
  }
}

/** Reads the first step and keeps nothing. Throws what reading throws. */
export async function testFeed(
  ports: SyncPorts,
  feed: ImportFeedState,
  signal: AbortSignal,
): Promise<TestResult> {
  using source = ports.openSource(feed, signal);
  const reading: Reading = { ...readingOf(ports, feed), source, cursor: null };
  const result = { items: 0, values: 0, refused: 0, refusals: Array<string>() };
  const nothing = { ...reading, orders: () => Promise.resolve({}) };
  const steps = feedReaders[kindOf(feed)](nothing);
  for await (const { items, refusals = [] } of steps) {
    result.items += items.length;
    result.values += items.reduce((sum, it) => sum + it.values.length, 0);
    tellRefusals(result, refusals);
    if (items.length + refusals.length > 0) break;
  }
  return result;
}

function readingOf(
  { store, policy, now }: SyncPorts,
  { id, url, signers, cursor }: ImportFeedState,
): Omit<Reading, "source"> {
  const orders: Reading["orders"] = (keys) => store.orders(id, keys);
  return { url, signers, cursor, nowMs: now(), policy, orders };
}

async function eachStep(
  feed: ImportFeedState,
  reading: Reading,
  signal: AbortSignal,
  take: (step: Step) => Promise<void>,
): Promise<End> {
  const steps = feedReaders[kindOf(feed)](reading);
  try {
    for (;;) {
      if (signal.aborted) throw new TocsinError("cancelled");
      const next = await steps.next();
      if (next.done === true) return next.value;
      await take(next.value);
    }
  } finally {
    await steps.return({ whole: false });
  }
}

function kindOf({ kind }: ImportFeedState): FeedKind {
  if (!Object.hasOwn(feedReaders, kind)) {
    throw new TocsinError("store-damaged", { detail: "kind of a feed" });
  }
  return kind as FeedKind;
}

function tellRefusals(
  result: { refused: number; refusals: string[] },
  refusals: readonly string[],
): void {
  result.refused += refusals.length;
  for (const one of refusals) {
    if (result.refusals.length >= refusalsTold) return;
    const told = one.slice(0, refusalCharsMax);
    if (!result.refusals.includes(told)) result.refusals.push(told);
  }
}
