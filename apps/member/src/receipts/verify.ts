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
  parseMessage,
  type Publication,
  type Receipt,
  receipt,
  type SealedAuthorship,
  sealedAuthorship,
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
        | "wrong-author"
        | "not-opened";
    };

/** `trusted` is the base64url key of the ledger; without it, the receipt's own is taken and told. */
export function verifyReceipt(shown: unknown, trusted?: string): ReceiptVerdict {
  const given = parsed(() => parseMessage(receipt, shown));
  if (given === undefined) return { ok: false, why: "malformed" };
  const { ledger, submission, opening, index, round } = given;
  if (trusted !== undefined && trusted !== ledger.publicKey) {
    return { ok: false, why: "other-ledger" };
  }
  const why = publicationFault(given) ?? authorFault(given);
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
 * Who the holder of the report's key says to be, from a proof that convinces only the holder of `verifier`. The
 * newest change is signed by the report's own key, so the mailbox key in it is its author's.
 */
export async function verifySealedAuthorship(
  shown: unknown,
  challenge: string,
  verifier: HpkeRecipient,
  trusted?: string,
): Promise<ReceiptVerdict> {
  const given = parsed(() => parseMessage(sealedAuthorship, shown));
  if (given?.challenge !== challenge) return { ok: false, why: "malformed" };
  const { publication, newest, sealed } = given;
  const { ledger, index, round, submission } = publication;
  if (trusted !== undefined && trusted !== ledger.publicKey) {
    return { ok: false, why: "other-ledger" };
  }
  const why = publicationFault(publication) ?? newestFault(given);
  if (why !== undefined) return { ok: false, why };
  const report = hashOf(submission.envelope);
  const asked = parsed(() => authorshipChallenge(report, challenge));
  if (asked === undefined) return { ok: false, why: "malformed" };
  const { pkHpke } = newest?.envelope ?? submission.envelope;
  const legalId = await openAuthorship({
    sealed: bytesOf(sealed),
    challenge: asked,
    sender: await importHpkePublicKey(bytesOf(pkHpke)),
    verifier,
  });
  if (legalId === undefined) return { ok: false, why: "not-opened" };
  return { ok: true, report, legalId, round, index, ledger };
}

/** The first is the report itself, and the key that signed it has signed its newest change. */
function newestFault({ publication, newest }: SealedAuthorship): Why | undefined {
  const { seq, pkSign } = publication.submission.envelope;
  if (seq !== 0) return "malformed";
  if (newest === null) return undefined;
  const { envelope, signature } = newest;
  if (envelope.pkSign !== pkSign || envelope.seq === 0) return "malformed";
  const isSigned = verifyDocument("envelope", envelope, bytesOf(signature), bytesOf(pkSign));
  return isSigned ? undefined : "bad-signature";
}

type Why = Extract<ReceiptVerdict, { ok: false }>["why"];

/** Why it does not prove that the report was in the ledger; undefined where it does. */
export function publicationFault(shown: Publication): Why | undefined {
  return treeFault(shown) ?? submissionFault(shown);
}

/** The ledger's key has signed a tree that has this leaf at this place. */
function treeFault({ ledger, salt, round, submission, ...given }: Publication): Why | undefined {
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

/** The report's key has signed it. */
function submissionFault({ submission }: Publication): Why | undefined {
  const { envelope, body, signature } = submission;
  const isSigned = verifyDocument(
    "envelope",
    envelope,
    bytesOf(signature),
    bytesOf(envelope.pkSign),
  );
  if (!isSigned) return "bad-signature";
  return body !== null && hashOf(body) !== envelope.body ? "wrong-body" : undefined;
}

/** The opening fits the commitment. */
function authorFault({ submission: { envelope }, opening }: Receipt): Why | undefined {
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
