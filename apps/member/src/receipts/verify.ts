/**
 * Checking a receipt or a proof of authorship without any network, years later: a pure function of what
 * is shown and of the ledger's key that the verifier trusts. PROTOCOL §2, RFC 9162 §2.1.3.2.
 */

import {
  type HpkeRecipient,
  importHpkePublicKey,
  openAuthorship,
  opensAuthorCommitment,
  sha256,
  verifyAuthorship,
  verifyDocument,
} from "@tocsin/crypto";
import { canonicalJson, toBase64Url, TocsinError, utf8 } from "@tocsin/kernel";
import {
  leafCommitment,
  leafHash,
  openCheckpoint,
  parseVerifierKey,
  verifierKeyText,
  verifyInclusion,
} from "@tocsin/ledger";
import {
  authorshipProof,
  bytesOf,
  type Envelope,
  parseMessage,
  type Receipt,
  receipt,
} from "@tocsin/wire";
import { authorshipChallenge } from "./challenge.ts";

export type ReceiptVerdict =
  | {
      readonly ok: true;
      /** SHA-256 of the envelope: the report's id. */
      readonly report: string;
      readonly legalId: string;
      readonly round: number;
      readonly index: number;
      /** The log that says so; compare its key with one that you trust. */
      readonly ledger: Receipt["ledger"];
    }
  | {
      readonly ok: false;
      readonly why:
        | "malformed"
        | "other-ledger"
        | "bad-checkpoint"
        | "not-included"
        | "bad-signature"
        | "wrong-body"
        | "wrong-author";
    };

/** `trusted` is the base64url key of the ledger; without it, the receipt's own is taken and told. */
export function verifyReceipt(shown: unknown, trusted?: string): ReceiptVerdict {
  const given = parsed(() => parseMessage(receipt, shown));
  if (given === undefined) return { ok: false, why: "malformed" };
  const { ledger, submission, opening, index, round } = given;
  if (trusted !== undefined && trusted !== ledger.publicKey) {
    return { ok: false, why: "other-ledger" };
  }
  const why = treeFault(given) ?? submissionFault(given);
  if (why !== undefined) return { ok: false, why };
  const report = hashOf(submission.envelope);
  return { ok: true, report, legalId: opening.legalId, round, index, ledger };
}

/** As `verifyReceipt`, and the challenge was answered with the report's key. */
export function verifyAuthorshipProof(
  shown: unknown,
  challenge: string,
  trusted?: string,
): ReceiptVerdict {
  const given = parsed(() => parseMessage(authorshipProof, shown));
  if (given?.challenge !== challenge) return { ok: false, why: "malformed" };
  const verdict = verifyReceipt(given.receipt, trusted);
  if (!verdict.ok) return verdict;
  const asked = parsed(() => authorshipChallenge(verdict.report, challenge));
  if (asked === undefined) return { ok: false, why: "malformed" };
  const { pkSign } = given.receipt.submission.envelope;
  const isAnswer = verifyAuthorship(asked, bytesOf(given.signature), bytesOf(pkSign));
  return isAnswer ? verdict : { ok: false, why: "bad-signature" };
}

/**
 * What the holder of the report's key calls itself, from a proof that convinces only the verifier, for
 * the report whose newest envelope the verifier has from the ledger. Undefined where it is no such proof.
 */
export async function openSealedAuthorship(options: {
  readonly sealed: Uint8Array;
  readonly report: string;
  readonly newest: Envelope;
  readonly challenge: string;
  readonly verifier: HpkeRecipient;
}): Promise<string | undefined> {
  const { sealed, report, newest, verifier } = options;
  return openAuthorship({
    sealed,
    challenge: authorshipChallenge(report, options.challenge),
    sender: await importHpkePublicKey(bytesOf(newest.pkHpke)),
    verifier,
  });
}

type Why = Extract<ReceiptVerdict, { ok: false }>["why"];

/** The ledger's key has signed a tree that has this leaf at this place. */
function treeFault({ ledger, salt, round, submission, ...given }: Receipt): Why | undefined {
  const key = parsed(() => verifierKeyText(ledger.origin, bytesOf(ledger.publicKey)));
  const verifier = key === undefined ? undefined : parseVerifierKey(key);
  if (verifier === undefined) return "malformed";
  const opened = openCheckpoint(given.checkpoint, ledger.origin, verifier);
  if (!opened.ok) return "bad-checkpoint";
  const leaf = utf8(canonicalJson({ kind: "submission", round, submission }));
  const hash = leafHash(leafCommitment(bytesOf(salt), leaf));
  const proof = given.inclusion.map(bytesOf);
  const isIn = verifyInclusion(hash, given.index, opened.checkpoint, proof);
  return isIn ? undefined : "not-included";
}

/** The report's key has signed it, and the opening fits its commitment to the author. */
function submissionFault({ submission, opening }: Receipt): Why | undefined {
  const { envelope, body, signature } = submission;
  const isSigned = verifyDocument(
    "envelope",
    envelope,
    bytesOf(signature),
    bytesOf(envelope.pkSign),
  );
  if (!isSigned) return "bad-signature";
  if (body !== null && hashOf(body) !== envelope.body) return "wrong-body";
  const opens = opensAuthorCommitment(
    bytesOf(envelope.author),
    opening.legalId,
    bytesOf(opening.r),
  );
  return opens ? undefined : "wrong-author";
}

function hashOf(value: unknown): string {
  return toBase64Url(sha256(utf8(canonicalJson(value))));
}

/** Undefined where the value is not what it is parsed as; defects pass through. */
function parsed<Value>(parse: () => Value): Value | undefined {
  try {
    return parse();
  } catch (error) {
    if (error instanceof TocsinError || error instanceof RangeError) return undefined;
    throw error;
  }
}
