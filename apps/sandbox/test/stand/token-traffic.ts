/** What a member sent to the issuer to be signed, and what it was given. */

import { fromBase64Url, parseJson } from "@tocsin/kernel";
import {
  bytesOf,
  type IdentifiedAnswer,
  identifiedAnswer,
  type IdentifiedRequest,
  identifiedRequest,
  parseMessage,
} from "@tocsin/wire";

import type { Recorded } from "./recorded-network.ts";

export function tokenTraffic(recorded: readonly Recorded[]): {
  readonly blinded: Uint8Array[];
  readonly signed: Uint8Array[];
} {
  const blinded: Uint8Array[] = [];
  const signed: Uint8Array[] = [];
  for (const { request, answer } of recorded) {
    if (!request.url.endsWith("/identified") || request.body === undefined) continue;
    const asked: IdentifiedRequest = parseMessage(identifiedRequest, jsonOf(request.body.bytes));
    if (asked.body.do !== "tokens" || answer === undefined) continue;
    const told: IdentifiedAnswer = parseMessage(identifiedAnswer, jsonOf(answer));
    if (told.body.is !== "tokens") continue;
    // Type and key id come before the blinded message.
    blinded.push(...asked.body.requests.map((it) => bytesOf(it).subarray(3)));
    signed.push(...told.body.signed.map((it) => fromBase64Url(it) ?? new Uint8Array()));
  }
  return { blinded, signed };
}

function jsonOf(bytes: Uint8Array): unknown {
  return parseJson(Buffer.from(bytes).toString());
}
