/**
 * Reading the feed: static files, the same for every reader, from any of the community's feeds. Whoever
 * serves them learns that a node reads, and that is all. What comes is checked elsewhere.
 */

import { type Round, textOf, TocsinError } from "@tocsin/kernel";
import { fromFeeds } from "@tocsin/ledger/reading";
import {
  batchBytesMax,
  batchPath,
  checkpointPath,
  livePath,
  liveWaitMs,
  parseRoundLines,
  parseRoundText,
  roundsBytesMax,
  roundsPath,
  urlAt,
} from "@tocsin/wire";
import type { Network, NetworkAnswer } from "../network.ts";

export type LiveAnswer =
  | { readonly is: "batch"; readonly round: Round; readonly bytes: Uint8Array }
  | { readonly is: "nothing" }
  /** The session has ended. */
  | { readonly is: "refused" };

export interface FeedClient {
  /** Rounds after this one that have a batch, oldest first. */
  rounds(after: Round, signal: AbortSignal): Promise<readonly Round[]>;
  /** The batch from each feed in turn; undefined where none has it. */
  batch(round: Round, feed: number, signal: AbortSignal): Promise<Uint8Array | undefined>;
  checkpoint(signal: AbortSignal): Promise<string | undefined>;
  /** Waits no longer than `waitMs`, after which it throws `remote-late`. */
  live(ask: LiveAsk): Promise<LiveAnswer>;
  readonly feeds: number;
}

const deadlineMs = 60_000;
const batchDeadlineMs = 10 * 60_000;
/** More than the exchange waits. */
const liveDeadlineMs = liveWaitMs + 15_000;
const checkpointBytesMax = 128 * 1024;

export function createFeedClient(network: Network, feedsOf: () => readonly string[]): FeedClient {
  // The feed whose live end is asked; the next one after a failure.
  let liveFeed = 0;
  function ask(feed: number, path: string, bytesMax: number, more: More): Promise<NetworkAnswer> {
    const feeds = feedsOf();
    const base = feeds[feed % feeds.length] ?? "";
    return network.send({ method: "GET", url: urlAt(base, path), deadlineMs, bytesMax, ...more });
  }
  /** What the first feed gives that answers. */
  function first(path: string, bytesMax: number, signal: AbortSignal): Promise<Uint8Array> {
    const asking = { method: "GET", deadlineMs, bytesMax, signal } as const;
    return fromFeeds(feedsOf(), path, (url) => network.send({ ...asking, url }), signal);
  }
  return {
    get feeds() {
      return feedsOf().length;
    },
    rounds: async (after, signal) =>
      parseRoundLines(after, await first(roundsPath(after), roundsBytesMax, signal)),
    batch: async (round, feed, signal) => {
      const more = { signal, deadlineMs: batchDeadlineMs };
      const answer = await ask(feed, batchPath(round), batchBytesMax, more);
      if (answer.status === 200) return answer.bytes;
      if (answer.status === 404) return undefined;
      throw refused(answer);
    },
    checkpoint: async (signal) => textOf(await first(checkpointPath, checkpointBytesMax, signal)),
    live: async ({ after, session, waitMs, signal }) => {
      const headers = { authorization: `Bearer ${session}` };
      const more = { signal, headers, deadlineMs: Math.min(waitMs, liveDeadlineMs) };
      try {
        return liveAnswer(after, await ask(liveFeed, livePath(after), batchBytesMax, more));
      } catch (error) {
        liveFeed += 1;
        throw error;
      }
    },
  };
}

export interface LiveAsk {
  readonly after: Round;
  readonly session: string;
  readonly waitMs: number;
  readonly signal: AbortSignal;
}

interface More {
  readonly signal: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
  readonly deadlineMs?: number;
}

function liveAnswer(after: Round, answer: NetworkAnswer): LiveAnswer {
  if (answer.status === 204) return { is: "nothing" };
  if (answer.status === 401 || answer.status === 403) return { is: "refused" };
  if (answer.status !== 200) throw refused(answer);
  const round = parseRoundText(answer.header("tocsin-round") ?? "");
  if (round === undefined || round <= after) throw invalid("round");
  return { is: "batch", round, bytes: answer.bytes };
}

function refused({ status }: NetworkAnswer): TocsinError {
  return new TocsinError("remote-refused", { detail: `status ${status}` });
}

function invalid(what: string): TocsinError {
  return new TocsinError("remote-answer-invalid", { detail: what });
}
