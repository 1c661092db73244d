/**
 * What of the company's values others have sealed, too. Every HMAC is checked with the pair key that only
 * those have who saw the value, so the exchange cannot invent a match; that it could hide one is said in the
 * threat model. All of it happens here, on the company's machine: nobody learns what matched. PROTOCOL §3.
 */

import { type HpkeKeyPair, verifyPairMac } from "@tocsin/crypto";
import {
  type Epoch,
  equalBytes,
  parseCanonicalJson,
  toBase64Url,
  TocsinError,
} from "@tocsin/kernel";
import type { BlindStore, MatchRow, ParcelStore, PostingStore, TagLine } from "@tocsin/store";
import {
  bytesOf,
  parseMessage,
  type SightingsLeaf,
  sightingsLeaf,
  type SubmissionCount,
  submissionCountOf,
  tagPairBytes,
  takenBytes,
} from "@tocsin/wire";

import type { SightingKeyring } from "../keys/sighting-keys.ts";
import { featureType } from "./feature-types.ts";

export interface BlindMatch {
  /** The same for the value's whole epoch. */
  readonly id: string;
  readonly epoch: Epoch;
  /** base64url. */
  readonly tag: string;
  /** "domain", … or "feature:signer", … */
  readonly type: string;
  /** Our own, in canonical form. */
  readonly value: string;
  /** X25519, one-time; its public half is what others read of our sighting, where it is sealed. */
  readonly own: HpkeKeyPair;
  /** That only those have who saw the value: the pre-shared key of offers. */
  readonly pairKey: Uint8Array;
  /** One-time keys of the others, each with the round that told it first. */
  readonly peers: readonly { readonly pk: Uint8Array; readonly round: number }[];
  /** Submissions of others: one member may have submitted more than once. */
  readonly count: SubmissionCount;
  readonly firstRound: number;
  readonly lastRound: number;
  /** The value can be guessed and nothing else confirms it. */
  readonly isWeak: boolean;
  readonly confirmedBy: Confirmation["confirmedBy"];
}

export interface MatchPage {
  readonly items: readonly BlindMatch[];
  readonly total: number;
  readonly next: string | null;
}

export interface Matches {
  /** Newest first. */
  list(query: { readonly after?: string; readonly limit: number }): Promise<MatchPage>;
  get(id: string): Promise<BlindMatch | undefined>;
  /** Told the id of a match that is new or has grown; returns how to stop listening. */
  onMatch(listener: (id: string) => void): () => void;
}

export interface MatchingPorts {
  readonly blind: BlindStore;
  readonly postings: PostingStore;
  readonly parcels: Pick<ParcelStore, "found">;
  readonly keyring: SightingKeyring;
  readonly roundMs: () => number;
  readonly onMatch: (id: string) => void;
}

const leavesAtOnce = 64;
const judgedAtOnce = 256;
/** A second match so near in time confirms one of a value that can be guessed. */
const confirmedWithinMs = 7 * 24 * 3_600_000;

/** Takes what the ledger has told since the last time, and judges what it says of own values. */
export async function readLines(ports: MatchingPorts): Promise<void> {
  const { blind, postings, parcels } = ports;
  for (;;) {
    const leaves = await postings.after("sightings", await blind.linesThrough(), leavesAtOnce);
    for (const { index, round, json } of leaves) {
      const leaf = parsedLeaf(json);
      const told = leaf?.round === round ? leaf : undefined;
      const lines = told?.matches.map(lineOf).filter(({ pairs }) => pairs.length > 0) ?? [];
      const taken = told === undefined ? [] : pieces(told.taken, takenBytes).map(toBase64Url);
      const ours = await blind.saveLines({ position: index, round, lines, taken });
      await parcels.found(ours, round);
    }
    const last = leaves.at(-1);
    if (last !== undefined) await postings.drop("sightings", last.index);
    if (leaves.length < leavesAtOnce) break;
  }
  await judgeLines(ports);
}

async function judgeLines({ blind, keyring, onMatch }: MatchingPorts): Promise<void> {
  for (;;) {
    const found = await blind.unjudged(judgedAtOnce);
    for (const { epoch, tag, pairKey, pairs } of found) {
      const { keys } = await keyring(epoch, tag);
      const peers = pairs
        .filter(({ pk, mac }) => verifyPairMac(pairKey, pk, mac))
        .filter(({ pk }) => !equalBytes(pk, keys.publicKey))
        .map(({ pk, round }) => ({ pk, round }));
      const id = await blind.saveJudged({ tag, peers });
      if (id !== undefined) onMatch(id);
    }
    if (found.length < judgedAtOnce) return;
  }
}

/** What a person and the rooms are shown of a stored match. */
export async function matchOf(
  { blind, keyring, roundMs }: Pick<MatchingPorts, "blind" | "keyring" | "roundMs">,
  row: MatchRow,
): Promise<BlindMatch> {
  const { id, epoch, tag, type, value, pairKey, peers, firstRound, lastRound } = row;
  const { keys } = await keyring(epoch, tag);
  const { weak: isWeak, confirmedBy } = await confirmationOf(blind, row, roundMs());
  return {
    ...{ id, epoch, type, value, pairKey, peers, firstRound, lastRound, isWeak, confirmedBy },
    tag: toBase64Url(tag),
    own: keys,
    count: submissionCountOf(peers.length),
  };
}

/** Of a value that can be guessed, or a habit that many have: whether it stands alone. */
export interface Confirmation {
  readonly weak: boolean;
  /** Null where it is weak, and where it needs none. */
  readonly confirmedBy: "connection" | "second-match" | null;
}

export async function confirmationOf(
  blind: Pick<BlindStore, "connectionMatched" | "matchesSince">,
  { epoch, key, type, value, lastRound }: MatchRow,
  roundMs: number,
): Promise<Confirmation> {
  if (key === "high" && type !== featureType("look-alike")) {
    return { weak: false, confirmedBy: null };
  }
  // Others saw this address with the same port and the same client: nobody lists those and tries them.
  const parts: Readonly<Record<string, string>> = { ipv4: `${value}:`, endpoint: `${value} ` };
  const begins = parts[type];
  const of = featureType("connection");
  if (begins !== undefined && (await blind.connectionMatched(epoch, of, begins))) {
    return { weak: false, confirmedBy: "connection" };
  }
  const rounds = Math.ceil(confirmedWithinMs / roundMs);
  const isSecond = (await blind.matchesSince(Math.max(0, lastRound - rounds))) >= 2;
  return { weak: !isSecond, confirmedBy: isSecond ? "second-match" : null };
}

function lineOf({ tag, pairs }: SightingsLeaf["matches"][number]): TagLine {
  return {
    tag: bytesOf(tag),
    pairs: pieces(pairs, tagPairBytes).map((it) => ({
      pk: it.slice(0, tagPairBytes / 2),
      mac: it.slice(tagPairBytes / 2),
    })),
  };
}

/** Undefined for what an honest exchange does not write. */
function parsedLeaf(json: string): SightingsLeaf | undefined {
  try {
    return parseMessage(sightingsLeaf, parseCanonicalJson(json));
  } catch (error) {
    if (error instanceof TocsinError) return undefined;
    throw error;
  }
}

function pieces(text: string, each: number): Uint8Array[] {
  const joined = bytesOf(text);
  return Array.from({ length: joined.length / each }, (_, at) =>
    joined.slice(at * each, (at + 1) * each),
  );
}
