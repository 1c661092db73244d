/**
 * What key holders want everyone to see. The exchange checks that it is a holder of the community file
 * who says it, and that it says each thing once; whether it is right, holders and nodes judge for
 * themselves. PROTOCOL §3.
 */

import { verifyDocument } from "@tocsin/crypto";
import {
  bytesOf,
  type CommunityFile,
  type HolderRecord,
  type Leaf,
  type SignedHolderRecord,
} from "@tocsin/wire";

import { newestCommunity, newestDirectories } from "../trust/trust.ts";

export type HolderRecordRefusal = "not-allowed" | "epoch" | "said before";

/** Undefined where it may become a leaf. `known`: the notices that there are. */
export function holderRecordRefusal(
  { record, signature }: SignedHolderRecord,
  known: readonly Leaf[],
): HolderRecordRefusal | undefined {
  const key = holderKey(newestCommunity(known), record.holder);
  const isTheirs =
    key !== undefined && verifyDocument("key-holder-record", record, bytesOf(signature), key);
  if (!isTheirs) return "not-allowed";
  // Epochs without token keys have nobody who could use blind matching, so they bound what is kept.
  if (!newestDirectories(known).has(record.epoch)) return "epoch";
  const place = placeOf(record);
  const before = known.some(
    (leaf) => leaf.kind === "key-holder" && placeOf(leaf.record.record) === place,
  );
  return before ? "said before" : undefined;
}

function holderKey(community: CommunityFile | undefined, holder: number): Uint8Array | undefined {
  const entry = community?.keyHolders?.[holder - 1];
  return entry === undefined ? undefined : bytesOf(entry.publicKey);
}

function placeOf(record: HolderRecord): string {
  const attempt = record.is === "destroyed" ? 0 : record.attempt;
  return [record.epoch, attempt, record.holder, record.is].join(" ");
}
