/** What a small exchange makes of messages and votes. */

import { parseToken, spentTokenId } from "@tocsin/crypto";
import { parseCanonicalJson, textOf, toBase64Url } from "@tocsin/kernel";
import { bytesOf, parcel, parseMessage } from "@tocsin/wire";

/** Canonical JSON of a submission begins with its body. */
export function isParcel(bytes: Uint8Array): boolean {
  return textOf(bytes.subarray(0, 8)) !== '{"body":';
}

/** The sealed bytes of a message; votes are kept for the test that looks at them. */
export function acceptParcel(
  bytes: Uint8Array,
  { spent, votes }: { spent: Set<string>; votes: { pkSign: string; vote: string }[] },
): string[] {
  const it = parseMessage(parcel, parseCanonicalJson(textOf(bytes) ?? ""));
  if (it.kind !== "message" && it.kind !== "vote") return [];
  const token = toBase64Url(spentTokenId(parseToken(bytesOf(it.token))));
  if (spent.has(token)) return [];
  spent.add(token);
  if (it.kind === "message") return [it.sealed];
  votes.push({ pkSign: it.pkSign, vote: it.vote });
  return [];
}
