/**
 * The file of one round as everyone downloads it: each audience's details sealed under its key of the
 * epoch, so that any cache may hold it. Erased leaves have a commitment and no record. PROTOCOL §1, §5.
 */

import { sealAes256Gcm } from "@tocsin/crypto";
import { assert, concatBytes, type Epoch, type Random, type Round } from "@tocsin/kernel";
import type { LeafAudience, StoredLeaf } from "@tocsin/store";
import { encodeBatch, encodeSection, type LeafRecord, sectionContext } from "@tocsin/wire";

export interface BatchContent {
  readonly round: Round;
  readonly epoch: Epoch;
  /** Leaves before the batch. */
  readonly first: number;
  readonly checkpoint: string;
  readonly leaves: readonly StoredLeaf[];
}

/** Records joined at a time. */
const recordsAtOnce = 1024;

/** Audiences whose keys the file is sealed under. */
export function audiencesIn(leaves: readonly StoredLeaf[]): LeafAudience[] {
  return [...new Set(leaves.map(({ audience }) => audience))]
    .filter((it) => it !== "public")
    .sort();
}

export function batchFile(
  content: BatchContent,
  keys: ReadonlyMap<LeafAudience, Uint8Array>,
  random: Random,
): Uint8Array<ArrayBuffer> {
  const { round, epoch, first, checkpoint, leaves } = content;
  const sections = ["public", ...audiencesIn(leaves)].map((audience) => {
    const records = recordsOf(leaves, audience);
    if (audience === "public") return { audience, bytes: records };
    const key = keys.get(audience);
    assert(key, "key of an audience");
    const context = sectionContext(round, audience, epoch);
    return { audience, bytes: sealAes256Gcm(key, records, context, random) };
  });
  return encodeBatch({
    header: {
      v: 1,
      round,
      first,
      leaves: leaves.length,
      checkpoint,
      sections: sections.map(({ audience, bytes }) => ({ audience, epoch, bytes: bytes.length })),
    },
    commitments: leaves.map(({ commitment }) => commitment),
    sections: sections.map(({ bytes }) => bytes),
  });
}

function recordsOf(leaves: readonly StoredLeaf[], audience: LeafAudience): Uint8Array<ArrayBuffer> {
  const records: LeafRecord[] = [];
  for (const leaf of leaves) {
    if (leaf.audience !== audience || leaf.detail === null) continue;
    records.push({ index: leaf.position, ...leaf.detail });
  }
  const pieces: Uint8Array[] = [];
  for (let from = 0; from < records.length; from += recordsAtOnce) {
    pieces.push(encodeSection(records.slice(from, from + recordsAtOnce)));
  }
  return concatBytes(...pieces);
}
