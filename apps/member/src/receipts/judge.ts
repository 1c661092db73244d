/**
 * Judging proof that a ledger was forked, without any network: a pure function of what is shown and of the
 * ledger's key that is trusted.
 */

import { TocsinError } from "@tocsin/kernel";
import {
  type ForkVerdict,
  judgeFork,
  parseForkEvidence,
  parseVerifierKey,
  verifierKeyText,
} from "@tocsin/ledger";
import { bytesOf } from "@tocsin/wire";

/** Of each line. Throws `usage` for a name that no ledger can have. */
export function judgeForkLines(text: string, origin: string, ledgerKey: string): ForkVerdict[] {
  const verifier = verifierOf(origin, ledgerKey);
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => {
      const evidence = parseForkEvidence(line);
      return evidence === undefined ? "worthless" : judgeFork(evidence, origin, verifier);
    });
}

function verifierOf(origin: string, ledgerKey: string) {
  const wrong = new TocsinError("usage", { detail: "--ledger-key or --origin of no ledger" });
  try {
    const verifier = parseVerifierKey(verifierKeyText(origin, bytesOf(ledgerKey)));
    if (verifier !== undefined) return verifier;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw wrong;
}
