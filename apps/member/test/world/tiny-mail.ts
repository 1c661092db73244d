/** What a small exchange makes of messages, votes, and what authors ask under their reports' keys. */

import { parseToken, spentTokenId } from "@tocsin/crypto";
import { parseCanonicalJson, textOf, toBase64Url } from "@tocsin/kernel";
import { type AppealParcel, bytesOf, parcel, parseMessage, type RefundParcel } from "@tocsin/wire";

export interface TakenParcels {
  readonly spent: Set<string>;
  readonly votes: { readonly pkSign: string; readonly vote: string }[];
  readonly underReports: (RefundParcel | AppealParcel)[];
}

/** Canonical JSON of a submission begins with its body. */
export function isParcel(bytes: Uint8Array): boolean {
  return textOf(bytes.subarray(0, 8)) !== '{"body":';
}

/** The sealed bytes of a message; votes are kept for the test that looks at them. */
export function acceptParcel(
  bytes: Uint8Array,
  { spent, votes, underReports }: TakenParcels,
): string[] {
  const it = parseMessage(parcel, parseCanonicalJson(textOf(bytes) ?? ""));
  if (it.kind === "refund" || it.kind === "appeal") underReports.push(it);
  if (it.kind !== "message" && it.kind !== "vote") return [];
  const token = toBase64Url(spentTokenId(parseToken(bytesOf(it.token))));
  if (spent.has(token)) return [];
  spent.add(token);
  if (it.kind === "message") return [it.sealed];
  votes.push({ pkSign: it.pkSign, vote: it.vote });
  return [];
}
