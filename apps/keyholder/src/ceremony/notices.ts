/** Brings what the holder says into the ledger: posted again until it stands there. */

import { signDocument } from "@tocsin/crypto";
import { canonicalJson, toBase64Url, TocsinError, utf8 } from "@tocsin/kernel";
import { type HolderRecord, noticePath, type SignedHolderRecord, urlAt } from "@tocsin/wire";

import { askDeadlineMs, noticeAnswerBytesMax } from "../limits.ts";
import type { Network } from "../network.ts";
import type { HolderIdentity } from "../state/identity.ts";

export interface NoticePorts {
  readonly identity: HolderIdentity;
  readonly network: Network;
  readonly exchangeUrl: string;
}

/** Throws what the network throws, and `remote-refused`. */
export async function say(
  { identity, network, exchangeUrl }: NoticePorts,
  record: HolderRecord,
  signal: AbortSignal,
): Promise<void> {
  const signature = toBase64Url(signDocument("key-holder-record", record, identity.key));
  const signed: SignedHolderRecord = { record, signature };
  const answer = await network(urlAt(exchangeUrl, noticePath), {
    method: "POST",
    body: { mediaType: "application/json", bytes: utf8(canonicalJson(signed)) },
    deadlineMs: askDeadlineMs,
    bytesMax: noticeAnswerBytesMax,
    signal,
  });
  if (answer.status === 200) return;
  throw new TocsinError("remote-refused", { detail: `status ${answer.status}` });
}
