/**
 * Binds a report to its author without naming it: a hash that only the author can open, and only to
 * its own legal id. SHA-256("tocsin/author/v1" || length || legal id || r), r being 32 secret bytes.
 */

import { concatBytes, equalBytes, TocsinError, uintBytes, utf8 } from "@tocsin/kernel";
import { sha256 } from "./hash.ts";
import { openingBytes } from "./master-key.ts";

/** Bytes of a legal id in UTF-8. */
export const legalIdBytesMax = 1_024;

/** Throws `message-invalid` for an empty or too long legal id, or an opening that is not 32 bytes. */
export function authorCommitment(legalId: string, opening: Uint8Array): Uint8Array<ArrayBuffer> {
  const id = utf8(legalId.normalize("NFC"));
  if (id.length === 0 || id.length > legalIdBytesMax) throw invalid("legal id");
  if (opening.length !== openingBytes) throw invalid("opening");
  return sha256(concatBytes(utf8("tocsin/author/v1"), uintBytes(id.length, 2), id, opening));
}

/** Whether the commitment is that legal id's under that opening. */
export function opensAuthorCommitment(
  commitment: Uint8Array,
  legalId: string,
  opening: Uint8Array,
): boolean {
  return equalBytes(authorCommitment(legalId, opening), commitment);
}

function invalid(what: string): TocsinError {
  return new TocsinError("message-invalid", { detail: `author commitment: ${what}` });
}
