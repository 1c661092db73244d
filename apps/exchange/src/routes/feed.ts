/** The feed: static files, the same for every reader, and the wait for the next one. PROTOCOL §4, §5. */

import { type BytesAnswer, bytesAnswer, declareRoute, noBody, type Route } from "@tocsin/http";
import { type Round, TocsinError, utf8 } from "@tocsin/kernel";
import { parseTilePath } from "@tocsin/ledger";
import type { ExchangeStore } from "@tocsin/store";
import {
  batchMediaType,
  checkpointPath,
  liveWaitMs,
  roundLines,
  roundsPageMax,
} from "@tocsin/wire";

import type { FeedFolder } from "../feed/folder.ts";
import type { LiveFeed } from "../feed/live.ts";
import type { FeedReader, ServedBatch } from "../feed/reader.ts";
import { liveReadersMax } from "../limits.ts";
import { openToAll, type Role, roles } from "../roles.ts";

export interface FeedPorts {
  readonly store: Pick<ExchangeStore, "batches" | "rounds">;
  readonly folder: FeedFolder;
  readonly live: LiveFeed;
  readonly reader: FeedReader;
}

/** Answers later than the wait itself, and sooner than an idle connection is cut. */
const liveDeadlineMs = liveWaitMs + 10_000;
const downloadsAtOnceMax = 4096;
/** Each list costs the store thousands of rows. */
const listsAtOnceMax = 64;
const roundPattern = /^(?:0|[1-9]\d{0,11})$/;
const text = "text/plain";
const octets = "application/octet-stream";

const open = {
  method: "GET",
  access: openToAll,
  request: noBody(),
  atOnceMax: downloadsAtOnceMax,
} as const;

export function feedRoutes(ports: FeedPorts): Route<Role>[] {
  return [checkpoint(ports), tile(ports), batch(ports), rounds(ports), live(ports)];
}

function checkpoint({ folder }: FeedPorts): Route<Role> {
  return declareRoute(roles, {
    ...open,
    path: checkpointPath,
    answer: bytesAnswer(text),
    cache: "revalidate",
    handle: async () => {
      const note = await folder.checkpoint();
      if (note === undefined) throw new TocsinError("not-found");
      return { body: utf8(note) };
    },
  });
}

/** A tile of a given width never changes. */
function tile({ folder }: FeedPorts): Route<Role> {
  return declareRoute(roles, {
    ...open,
    path: "/feed/tile/:place{.+}",
    answer: bytesAnswer(octets),
    cache: "immutable",
    handle: async ({ params }) => {
      const at = `tile/${params.place}`;
      const bytes = parseTilePath(at) === undefined ? undefined : await folder.tile(at);
      if (bytes === undefined) throw new TocsinError("not-found");
      return { body: bytes };
    },
  });
}

function batch({ reader }: FeedPorts): Route<Role> {
  return declareRoute(roles, {
    ...open,
    path: "/feed/batches/:round{[0-9]+}",
    answer: bytesAnswer(batchMediaType),
    cache: "revalidate",
    handle: async ({ params, header, answerHeaders }) => {
      const found = await reader.batch(roundIn(params.round));
      if (found === undefined) throw new TocsinError("not-found");
      return conditional(found, header("if-none-match"), answerHeaders);
    },
  });
}

function rounds({ store }: FeedPorts): Route<Role> {
  return declareRoute(roles, {
    ...open,
    path: "/feed/rounds/:after{[0-9]+}",
    atOnceMax: listsAtOnceMax,
    answer: bytesAnswer(text),
    cache: "revalidate",
    handle: async ({ params }) => {
      const page = await store.rounds(roundIn(params.after), roundsPageMax);
      return { body: utf8(roundLines(page)) };
    },
  });
}

function live(ports: FeedPorts): Route<Role> {
  const { live: feed } = ports;
  return declareRoute(roles, {
    method: "GET",
    path: "/feed/live/:after{[0-9]+}",
    access: { anyone: false, reader: true, recipient: false },
    request: noBody(),
    answer: bytesAnswer(batchMediaType),
    cache: "no-store",
    deadlineMs: liveDeadlineMs,
    atOnceMax: liveReadersMax,
    handle: async ({ params, signal, answerHeaders }) => {
      const after = roundIn(params.after);
      // Waits first and looks second: a batch between the two is not missed.
      const wait = feed.wait(signal);
      try {
        const announced = (await firstAfter(ports, after)) ?? (await wait.next);
        if (announced === undefined || announced.round <= after) return { status: 204, body: null };
        answerHeaders.set("tocsin-round", String(announced.round));
        return { body: announced.bytes };
      } finally {
        wait.leave();
      }
    },
  });
}

async function firstAfter({ store, live: feed, reader }: FeedPorts, after: Round) {
  if (feed.newest === null || feed.newest <= after) return undefined;
  const [first] = await store.batches(after, 1);
  if (first === undefined) return undefined;
  if (feed.last?.round === first.round) return feed.last;
  const found = await reader.batch(first.round);
  return found === undefined ? undefined : { round: first.round, bytes: found.bytes };
}

function conditional(
  { bytes, etag }: ServedBatch,
  known: string | undefined,
  answerHeaders: Headers,
): BytesAnswer {
  answerHeaders.set("etag", etag);
  const same = known?.split(",").some((it) => it.trim().replace(/^W\//, "") === etag) === true;
  return same || known?.trim() === "*" ? { status: 304, body: null } : { body: bytes };
}

/** The one decimal form of a round; anything else is not there. */
function roundIn(value: string): Round {
  if (!roundPattern.test(value)) throw new TocsinError("not-found");
  return Number(value) as Round;
}
