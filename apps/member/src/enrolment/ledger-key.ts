/** The ledger's key of the community file as the checkpoints' verifier. C2SP signed-note. */

import { TocsinError } from "@tocsin/kernel";
import { type NoteVerifier, parseVerifierKey, verifierKeyText } from "@tocsin/ledger";
import { bytesOf, type CommunityFile } from "@tocsin/wire";

/** Throws `message-invalid` where origin or key cannot be those of a ledger. */
export function noteVerifierOf(ledger: CommunityFile["ledger"]): NoteVerifier {
  const verifier = parseVerifierKey(textOf(ledger));
  if (verifier === undefined) throw invalid();
  return verifier;
}

function textOf(ledger: CommunityFile["ledger"]): string {
  try {
    return verifierKeyText(ledger.origin, bytesOf(ledger.publicKey));
  } catch {
    throw invalid();
  }
}

function invalid(): TocsinError {
  return new TocsinError("message-invalid", { detail: "ledger key" });
}
