/**
 * What key holders say to everyone: the steps of a key ceremony and the destruction of shares. Each is
 * signed by its holder and a leaf of the ledger, so that all see the same in the same order. Shares in it
 * are sealed to their one recipient. PROTOCOL §3, §5.
 */

import type { CeremonyEvent, SealedShare } from "@tocsin/crypto";
import { toBase64Url } from "@tocsin/kernel";
import { z } from "zod";

import { bytesOf, epoch, fixedBytes, hash, publicKey, signature } from "./primitives.ts";

/** Place of a holder in the community file, from 1. */
export const holderIndex = z.union([z.literal(1), z.literal(2), z.literal(3)]);

const point = fixedBytes(32);
const attempt = z.number().int().min(1).max(16);
const said = { v: z.literal(1), epoch, holder: holderIndex };
const saidInAttempt = { ...said, attempt };

const commitment = z.strictObject({
  /** To the line's value at zero and to its slope. */
  points: z.tuple([point, point]),
  /** Of knowledge of the value at zero. */
  proof: fixedBytes(64),
});
const blindKey = z.strictObject({ publicKey: point, shares: z.tuple([point, point, point]) });
/** A share of either key, behind an AES-GCM tag. */
const sealedShareBytes = 2 * 32 + 16;

export const holderRecord = z.discriminatedUnion("is", [
  z.strictObject({
    is: z.literal("opening"),
    ...saidInAttempt,
    high: commitment,
    low: commitment,
    /** X25519, for this attempt alone. */
    hpkeKey: publicKey,
  }),
  z.strictObject({
    is: z.literal("shares"),
    ...saidInAttempt,
    /** Hash of the three openings that it goes on from. */
    openings: hash,
    sealed: z
      .array(
        z.strictObject({
          to: holderIndex,
          enc: fixedBytes(32),
          ciphertext: fixedBytes(sealedShareBytes),
        }),
      )
      .length(2),
  }),
  z.strictObject({
    is: z.literal("complaint"),
    ...saidInAttempt,
    accused: holderIndex,
    /** Secret half of the complainer's HPKE key of this attempt; null where it accuses itself. */
    secretKey: fixedBytes(32).nullable(),
  }),
  z.strictObject({ is: z.literal("keys"), ...saidInAttempt, high: blindKey, low: blindKey }),
  /** Its shares of the epoch's keys are gone. */
  z.strictObject({ is: z.literal("destroyed"), ...said }),
]);
export type HolderRecord = z.output<typeof holderRecord>;

/** `signature` is the holder's over the record, document kind "key-holder-record". */
export const signedHolderRecord = z.strictObject({ record: holderRecord, signature });
export type SignedHolderRecord = z.output<typeof signedHolderRecord>;

/** What the record means for its ceremony; undefined for the end of the keys. */
export function ceremonyEventOf(record: HolderRecord): CeremonyEvent | undefined {
  if (record.is === "destroyed") return undefined;
  const { attempt: of, holder } = record;
  switch (record.is) {
    case "opening": {
      const { high, low, hpkeKey } = record;
      const keys = { high: commitmentOf(high), low: commitmentOf(low) };
      const opening = { holder, keys, hpkeKey: bytesOf(hpkeKey) };
      return { is: "opening", attempt: of, holder, opening };
    }
    case "shares": {
      const openings = bytesOf(record.openings);
      const sealed = record.sealed.map(({ to, enc, ciphertext }) => ({
        to,
        enc: bytesOf(enc),
        ciphertext: bytesOf(ciphertext),
      }));
      return { is: "shares", attempt: of, holder, openings, sealed };
    }
    case "complaint": {
      const { accused } = record;
      const secretKey = record.secretKey === null ? null : bytesOf(record.secretKey);
      return { is: "complaint", attempt: of, holder, accused, secretKey };
    }
    case "keys": {
      const keys = { high: blindKeyOf(record.high), low: blindKeyOf(record.low) };
      return { is: "keys", attempt: of, holder, keys };
    }
  }
}

/** The record of what a holder says in a ceremony of the epoch. */
export function holderRecordOf(of: HolderRecord["epoch"], event: CeremonyEvent): HolderRecord {
  const common = { v: 1, epoch: of, attempt: event.attempt, holder: event.holder } as const;
  switch (event.is) {
    case "opening": {
      const { keys, hpkeKey } = event.opening;
      const [high, low] = [commitmentText(keys.high), commitmentText(keys.low)];
      return { is: "opening", ...common, high, low, hpkeKey: toBase64Url(hpkeKey) };
    }
    case "shares": {
      const sealed = event.sealed.map(sealedText);
      return { is: "shares", ...common, openings: toBase64Url(event.openings), sealed };
    }
    case "complaint": {
      const { accused } = event;
      const secretKey = event.secretKey === null ? null : toBase64Url(event.secretKey);
      return { is: "complaint", ...common, accused, secretKey };
    }
    case "keys": {
      const { high, low } = event.keys;
      return { is: "keys", ...common, high: blindKeyText(high), low: blindKeyText(low) };
    }
  }
}

type Commitment = z.output<typeof commitment>;
type BlindKeyText = z.output<typeof blindKey>;
interface BlindKeyBytes {
  readonly publicKey: Uint8Array;
  readonly shares: readonly Uint8Array[];
}

function commitmentOf({ points: [constant, slope], proof }: Commitment) {
  return { points: [bytesOf(constant), bytesOf(slope)] as const, proof: bytesOf(proof) };
}

function commitmentText(given: {
  readonly points: readonly [Uint8Array, Uint8Array];
  readonly proof: Uint8Array;
}): Commitment {
  const [constant, slope] = given.points;
  return { points: [toBase64Url(constant), toBase64Url(slope)], proof: toBase64Url(given.proof) };
}

function blindKeyOf({ publicKey: key, shares }: BlindKeyText): BlindKeyBytes {
  return { publicKey: bytesOf(key), shares: shares.map(bytesOf) };
}

function blindKeyText({ publicKey: key, shares }: BlindKeyBytes): BlindKeyText {
  const [a, b, c] = shares.map(toBase64Url);
  return blindKey.parse({ publicKey: toBase64Url(key), shares: [a, b, c] });
}

function sealedText({ to, enc, ciphertext }: SealedShare) {
  return { to, enc: toBase64Url(enc), ciphertext: toBase64Url(ciphertext) };
}
