/**
 * Signed review records. The key never leaves this machine, and no other party knows it: it proves to
 * counsel that a record is this node's and unchanged. CISA 2015 §104(d)(2).
 */

import { type Ed25519SigningKey, ed25519SigningKey, signDocument } from "@tocsin/crypto";
import { recordReview, reviewHash, type ReviewFacts } from "@tocsin/disclosure";
import { canonicalJson, type Random, toBase64Url } from "@tocsin/kernel";
import type { DraftStore } from "@tocsin/store";
import type { SignedReviewRecord } from "@tocsin/wire";

const kind = "review-record";

export interface SignedReview {
  readonly signed: SignedReviewRecord;
  /** What the envelope names. */
  readonly hash: string;
  readonly json: string;
}

export interface ReviewSigner {
  sign(facts: Omit<ReviewFacts, "salt">): SignedReview;
}

export async function createReviewSigner(
  store: Pick<DraftStore, "reviewSeed">,
  random: Random,
): Promise<ReviewSigner> {
  const key = ed25519SigningKey(await store.reviewSeed(random.bytes(32)));
  return { sign: (facts) => sign(key, { ...facts, salt: random.bytes(32) }) };
}

function sign(key: Ed25519SigningKey, facts: ReviewFacts): SignedReview {
  const record = recordReview(facts);
  const signed: SignedReviewRecord = {
    record,
    publicKey: toBase64Url(key.publicKey),
    signature: toBase64Url(signDocument(kind, record, key)),
  };
  return { signed, hash: reviewHash(signed), json: canonicalJson(signed) };
}
