/** Values for the member store's contract. What the store does not look into is left short. */

import type { MemberStore } from "../member-store.ts";
import type { LedgerStep } from "../member/ledger-port.ts";
import type { QueuedSubmission } from "../member/outbox-port.ts";
import type { NewRecord } from "../member/report-port.ts";
import type { TokenFetch } from "../member/token-port.ts";

export function filled(at: number): Uint8Array {
  return new Uint8Array(32).fill(at);
}

export const identity = {
  seed: filled(1),
  memberId: "m1",
  legalId: "LEI 1",
  classes: ["energy", "everyone"],
  community: '{"revision":1}',
  communityRevision: 1,
  enrolledMs: 1000,
};

export const reportFetch: Omit<TokenFetch, "stage"> = {
  keyId: "key-report",
  epoch: "2026-11",
  class: "energy",
  purpose: "report",
  quota: 2,
  master: "master",
  firstNumber: 0,
  state: filled(9),
};

export function stepOf(
  round: number,
  first: number,
  changes: Partial<LedgerStep> = {},
): LedgerStep {
  const leaves = 2;
  return {
    state: {
      size: first + leaves,
      frontier: filled(first),
      checkpoint: `checkpoint ${first + leaves}`,
      round,
      verifiedMs: round,
    },
    first,
    commitments: new Uint8Array(32 * leaves).fill(round),
    community: undefined,
    directories: [],
    gatewayKeys: [],
    holderRecords: [],
    mail: { messages: [], tallies: [], rulings: [], postings: [], ties: [] },
    replacedKeyIds: [],
    sections: [],
    records: [],
    ...changes,
  };
}

export function recordOf(index: number, changes: Partial<NewRecord> = {}): NewRecord {
  return {
    index,
    round: 10,
    publishedMs: 11_000,
    salt: filled(index),
    envelopeHash: "hash-0",
    kind: "report",
    pkSign: "pk",
    seq: 0,
    prev: null,
    class: "energy",
    epoch: "2026-11",
    audience: "members",
    author: "author",
    envelope: '{"seq":0}',
    body: '{"body":0}',
    signature: "signature",
    token: null,
    ...changes,
  };
}

export function amendmentOf(
  index: number,
  seq: number,
  changes: Partial<NewRecord> = {},
): NewRecord {
  return recordOf(index, {
    kind: "amendment",
    seq,
    prev: `hash-${seq - 1}`,
    envelopeHash: `hash-${seq}`,
    envelope: `{"seq":${seq}}`,
    body: `{"body":${seq}}`,
    ...changes,
  });
}

export function withdrawalOf(index: number, seq: number): NewRecord {
  return amendmentOf(index, seq, { kind: "withdrawal", body: null });
}

export function queuedOf(changes: Partial<QueuedSubmission> = {}): QueuedSubmission {
  return {
    report: "hash-0",
    envelopeHash: "hash-0",
    kind: "report",
    seq: 0,
    envelope: '{"seq":0}',
    body: '{"body":0}',
    bytes: new Uint8Array([1, 2, 3]),
    parts: 2,
    class: "energy",
    epoch: "2026-11",
    audience: "members",
    author: "author",
    pkSign: "pk",
    master: "master",
    number: 0,
    token: 1,
    untilMs: 1_000_000,
    ...changes,
  };
}

/** Two report tokens and the master key that they are bound to. */
export async function withTokens(store: MemberStore): Promise<void> {
  await store.keys.addMaster({ id: "master", year: 2026, secret: filled(2) });
  await store.tokens.beginFetch(reportFetch);
  await store.tokens.completeFetch("key-report", [
    { token: filled(3), day: null, master: "master", number: 0 },
    { token: filled(4), day: null, master: "master", number: 1 },
  ]);
}
