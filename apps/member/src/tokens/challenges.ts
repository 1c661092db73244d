/**
 * What a token is bound to: the relay's to a day, a report's nonce to the report's keys, all to issuer
 * and origin. RFC 9577 §2.1, PROTOCOL §1.
 */

import { dayContext, type TokenChallenge } from "@tocsin/crypto";
import type { Day } from "@tocsin/kernel";
import type { TokenPurpose } from "@tocsin/wire";

/** `day` is the relay token's. */
export function challengeOf(
  issuerName: string,
  purpose: TokenPurpose,
  day: Day | undefined,
): TokenChallenge {
  if (purpose === "relay" && day !== undefined) {
    return { issuerName, originInfo: "relay", redemptionContext: dayContext("relay", day) };
  }
  return { issuerName, originInfo: "exchange", redemptionContext: new Uint8Array() };
}
