/**
 * What the exchange believes of tokens: the keys of the issuer's directories, and the tree of classes.
 * It knows classes and never members. RFC 9578 §6, PROTOCOL §1.
 */

import { challengeDigest } from "@tocsin/crypto";
import { type Epoch, epochSpan, textOf, parseCanonicalJson, utf8 } from "@tocsin/kernel";
import type { StoredNotice } from "@tocsin/store";
import {
  type Audience,
  bytesOf,
  type CommunityFile,
  type KeyDirectory,
  leaf,
  type Leaf,
  parseMessage,
  type TokenPurpose,
} from "@tocsin/wire";

import { epochGraceMs } from "../limits.ts";

/** A key that this exchange verifies with: plain data, because it crosses between threads. */
export interface TrustedKey {
  readonly id: string;
  readonly spki: Uint8Array;
  readonly purpose: Exclude<TokenPurpose, "relay">;
  readonly class: string;
  readonly epoch: Epoch;
  /** Digest of the challenge that its tokens must carry. */
  readonly challenge: Uint8Array;
  readonly fromMs: number;
  /** End of the epoch's grace. */
  readonly untilMs: number;
}

export interface Trust {
  readonly keys: readonly TrustedKey[];
  /** Parent of each class; null at the root. */
  readonly parents: ReadonlyMap<string, string | null>;
}

/** `origin_info` of every token challenge but the relay's. */
const origin = "exchange";
/** Steps up the tree of classes at most: there are no more classes. */
const stepsMax = 64;

/** The newest community file and the newest directory of each epoch, among the notices. */
export function trustOf(notices: readonly StoredNotice[]): Trust {
  const leaves = notices.map(({ leaf: json }) => parseLeaf(json));
  const community = newestCommunity(leaves);
  const directories = newestDirectories(leaves);
  return {
    keys: [...directories.values()].flatMap(keysOf),
    parents: new Map(community?.classes.map(({ id, parent }) => [id, parent]) ?? []),
  };
}

export function newestCommunity(leaves: readonly Leaf[]): CommunityFile | undefined {
  return leaves
    .flatMap((it) => (it.kind === "community" ? it.community.file : []))
    .reduce<CommunityFile | undefined>(newer, undefined);
}

export function newestDirectories(leaves: readonly Leaf[]): Map<Epoch, KeyDirectory> {
  const found = new Map<Epoch, KeyDirectory>();
  for (const it of leaves) {
    if (it.kind !== "key-directory") continue;
    const { directory } = it.directory;
    found.set(directory.epoch, newer(found.get(directory.epoch), directory));
  }
  return found;
}

/** The leaf of its stored canonical JSON. */
export function parseLeaf(json: Uint8Array): Leaf {
  return parseMessage(leaf, parseCanonicalJson(textOf(json) ?? ""));
}

/** The class itself and everything above it; empty for a class that the community does not have. */
export function withAncestors(trust: Pick<Trust, "parents">, from: string): string[] {
  const found: string[] = [];
  let at: string | null | undefined = from;
  while (at !== null && at !== undefined && trust.parents.has(at) && found.length < stepsMax) {
    found.push(at);
    at = trust.parents.get(at);
  }
  return found;
}

/** Audiences that a token of the class may write to, and read. */
export function audiencesOf(trust: Pick<Trust, "parents">, from: string): Audience[] {
  const classes = withAncestors(trust, from);
  return classes.length === 0 ? [] : ["members", ...classes.map((id) => `class:${id}`)];
}

function keysOf(directory: KeyDirectory): TrustedKey[] {
  const { fromMs, untilMs } = epochSpan(directory.epoch);
  const challenge = challengeDigest({
    issuerName: directory.issuerName,
    originInfo: origin,
    redemptionContext: utf8(""),
  });
  return directory.keys.flatMap(({ purpose, class: of, keyId, publicKey }): TrustedKey[] =>
    purpose !== "relay"
      ? [
          {
            id: keyId,
            spki: bytesOf(publicKey),
            purpose,
            class: of,
            epoch: directory.epoch,
            challenge,
            fromMs,
            untilMs: untilMs + epochGraceMs,
          },
        ]
      : [],
  );
}

function newer<Item extends { readonly revision: number }>(
  known: Item | undefined,
  it: Item,
): Item {
  return known !== undefined && known.revision >= it.revision ? known : it;
}
