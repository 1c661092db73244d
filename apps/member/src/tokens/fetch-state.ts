/**
 * What is kept between asking the issuer and its answer: each request as it was sent, with what
 * finishes its token. Secret, since it links the two.
 */

import { type PreparedToken, tokenRequestBytes, tokenStateBytes } from "@tocsin/crypto";
import { concatBytes, TocsinError } from "@tocsin/kernel";

const entryBytes = tokenRequestBytes + tokenStateBytes;

export function encodeFetchState(prepared: readonly PreparedToken[]): Uint8Array {
  return concatBytes(...prepared.flatMap(({ request, state }) => [request, state]));
}

/** Throws `store-damaged` unless the bytes are whole entries. */
export function parseFetchState(bytes: Uint8Array): PreparedToken[] {
  if (bytes.length === 0 || bytes.length % entryBytes !== 0) {
    throw new TocsinError("store-damaged", { detail: "token requests" });
  }
  return Array.from({ length: bytes.length / entryBytes }, (_, at) => {
    const start = at * entryBytes;
    return {
      request: bytes.slice(start, start + tokenRequestBytes),
      state: bytes.slice(start + tokenRequestBytes, start + entryBytes),
    };
  });
}
