/**
 * Feeds of others as console and command line see them: what is read from where, how it goes, and what
 * it brought. On the company's own machine alone; a secret goes in and never comes out.
 */

import { z } from "zod";

import { timeMs } from "./primitives.ts";

export const feedKinds = ["taxii", "misp", "kev", "csaf", "list", "stix", "veris"] as const;
export type FeedKind = (typeof feedKinds)[number];

/** `key`: the bare key in the Authorization header, as MISP takes it. */
export const feedSchemes = ["basic", "bearer", "token", "key"] as const;

const feedName = z.string().min(1).max(80);
/** A web address or an absolute path. */
const feedUrl = z.string().min(1).max(2048);
export const feedEveryMsMin = 5 * 60_000;
const feedEveryMsMax = 31 * 86_400_000;
const everyMs = z.number().int().min(feedEveryMsMin).max(feedEveryMsMax);

/** Of an OpenPGP key, versions 4 and 6. RFC 9580 §5.5.4. */
const feedSigners = z.array(z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/)).max(10);

export const newFeed = z.strictObject({
  name: feedName,
  kind: z.enum(feedKinds),
  url: feedUrl,
  everyMs: everyMs.optional(),
  auth: z
    .strictObject({
      scheme: z.enum(feedSchemes),
      user: z.string().max(200).optional(),
      secret: z.string().min(1).max(2000),
    })
    .optional(),
  /** The feed's host may be in a private network; the command line alone can say so. */
  allowPrivate: z.boolean().optional(),
  /** Fingerprints of the keys of which one must have signed each advisory; for `csaf` alone. */
  signers: feedSigners.optional(),
});
export type NewFeed = z.output<typeof newFeed>;

export const feedView = z.strictObject({
  id: z.string().max(40),
  name: feedName,
  kind: z.enum(feedKinds),
  url: feedUrl,
  everyMs,
  scheme: z.enum(feedSchemes).nullable(),
  allowPrivate: z.boolean(),
  signers: feedSigners,
  state: z.enum(["new", "syncing", "good", "failing"]),
  triedMs: timeMs.nullable(),
  goodMs: timeMs.nullable(),
  nextMs: timeMs,
  failures: z.number().int(),
  /** Of the error that the last try ended with. */
  code: z.string().max(40).nullable(),
  items: z.number().int(),
  values: z.number().int(),
  /** Moment that its newest item names: how far behind it is. */
  newestMs: timeMs.nullable(),
});
export type FeedView = z.output<typeof feedView>;
export const feedList = z.strictObject({ items: z.array(feedView) });

/** `accept`: the new copy is taken although it holds far less. */
export const feedSyncRequest = z.strictObject({ accept: z.boolean().default(false) });

const counts = {
  refused: z.number().int(),
  /** Why, for the first of them. */
  refusals: z.array(z.string().max(200)).max(20),
};
export const feedSync = z.strictObject({
  feed: feedView,
  added: z.number().int(),
  changed: z.number().int(),
  removed: z.number().int(),
  ...counts,
});
export type FeedSync = z.output<typeof feedSync>;

/** What the first page holds; nothing of it is kept. */
export const feedTest = z.strictObject({
  ok: z.boolean(),
  code: z.string().max(40).nullable(),
  items: z.number().int(),
  values: z.number().int(),
  ...counts,
});
export type FeedTest = z.output<typeof feedTest>;

export const feedValue = z.strictObject({
  type: z.string().max(32),
  value: z.string().max(8192),
  confidence: z.enum(["low", "medium", "high"]),
  tlp: z.string().max(16).nullable(),
  untilMs: timeMs.nullable(),
  /** Names of all feeds that name it. */
  feeds: z.array(feedName),
  item: z.string().max(2048),
});
export const feedValuesMax = 5000;
export const feedValuePage = z.strictObject({
  items: z.array(feedValue),
  next: z.string().max(64).nullable(),
});

/** Known exploited vulnerabilities, and those of them that what we run has. */
export const knownExploited = z.strictObject({
  entries: z.number().int(),
  findings: z.array(
    z.strictObject({
      cve: z.string().max(32),
      vendor: z.string().max(300),
      product: z.string().max(300),
      due: z.string().max(10),
      /** Below 0 where it has passed. */
      daysLeft: z.number().int(),
      ransomware: z.boolean(),
      action: z.string().max(5000),
    }),
  ),
});

/** What a feed says that concerns us. No report stands behind it. */
export const concern = z.strictObject({
  id: z.string().max(2000),
  kind: z.enum(["known-exploited", "advisory", "seen-here"]),
  title: z.string().max(2000),
  /** A vulnerability, an advisory or a value. */
  what: z.string().max(8192),
  type: z.string().max(32).nullable(),
  /** The product that we run, or where the value was seen. */
  ours: z.string().max(2000),
  feeds: z.array(feedName),
  /** The day that the catalogue names. */
  due: z.string().max(10).nullable(),
  daysLeft: z.number().int().nullable(),
  action: z.string().max(2000).nullable(),
  /** Known to be used by ransomware. */
  ransomware: z.boolean(),
  /** How sure the feed is, where it says so. */
  confidence: z.enum(["low", "medium", "high"]).nullable(),
  tlp: z.string().max(16).nullable(),
  /** Number of the advisory with its publisher. */
  advisory: z.string().max(2000).nullable(),
  /** When it was published. */
  sinceMs: timeMs.nullable(),
});
export type Concern = z.output<typeof concern>;
export const concernList = z.strictObject({ items: z.array(concern) });
