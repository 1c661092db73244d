/**
 * Binds a report to its author without naming it: a hash that only the author can open, and only to
 * its own legal id. SHA-256("tocsin/author/v1" || length || legal id || r), r being 32 secret bytes.
 */

import { equalBytes, TocsinError, uintBytes, utf8 } from "@tocsin/kernel";
import { sha256 } from "./hash.ts";
import { openingBytes } from "./master-key.ts";

/** Bytes of a legal id in UTF-8. */
export const legalIdBytesMax = 1_024;

/** Throws `message-invalid` for an empty or too long legal id, or an opening that is not 32 bytes. */
export function authorCommitment(legalId: string, opening: Uint8Array): Uint8Array<ArrayBuffer> {
  const commitment = commitmentOf(legalId, opening);
  if (commitment !== undefined) return commitment;
  throw new TocsinError("message-invalid", { detail: "author commitment" });
}

/** Whether the commitment is that legal id's under that opening. */
export function opensAuthorCommitment(
  commitment: Uint8Array,
  legalId: string,
  opening: Uint8Array,
): boolean {
  const own = commitmentOf(legalId, opening);
  return own !== undefined && equalBytes(own, commitment);
}

function commitmentOf(legalId: string, opening: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  const id = utf8(legalId.normalize("NFC"));
  if (id.length === 0 || id.length > legalIdBytesMax) return undefined;
  if (opening.length !== openingBytes) return undefined;
  return sha256(utf8("tocsin/author/v1"), uintBytes(id.length, 2), id, opening);
}
