/**
 * What leaves: an envelope signed by a one-time key, the body that was reviewed, and a token that says
 * "a vetted member of this class". Nothing here comes from the company but the body and the commitment
 * to its legal id, which it alone can open. PROTOCOL §1, §2.
 */

import { authorCommitment, type ReportKeys, signDocument } from "@tocsin/crypto";
import { canonicalJson, parseCanonicalJson, toBase64Url, TocsinError, utf8 } from "@tocsin/kernel";
import type { QueuedSubmission, StoredToken } from "@tocsin/store";
import {
  type Audience,
  type Envelope,
  envelope,
  framePayloadMax,
  parseMessage,
  type ReportBody,
  sequenceMax,
  submission,
  submissionBytesMax,
} from "@tocsin/wire";
import { hashText } from "../feed/record-verification.ts";
import { takenUntilMs } from "../tokens/token-times.ts";

export interface ReportTerms {
  readonly legalId: string;
  readonly token: StoredToken;
  readonly keys: ReportKeys;
  readonly body: ReportBody;
  readonly audience: Audience;
  readonly review: string | null;
}

/** A new report, ready to be queued. */
export function reportSubmission(terms: ReportTerms): QueuedSubmission {
  const { token, keys, body, legalId } = terms;
  const written = parseMessage(envelope, {
    v: 1,
    kind: "report",
    class: token.class,
    epoch: token.epoch,
    audience: terms.audience,
    body: hashText(canonicalJson(body)),
    pkSign: toBase64Url(keys.signing.publicKey),
    pkHpke: toBase64Url(keys.hpke.publicKey),
    author: toBase64Url(authorCommitment(legalId, keys.opening)),
    review: terms.review,
    seq: 0,
    prev: null,
  });
  const { master, number } = token;
  if (master === null || number === null)
    throw new TocsinError("store-damaged", { detail: "token" });
  const untilMs = takenUntilMs(written.epoch);
  return sealed(
    written,
    { keys, body, token: token.token },
    { master, number },
    {
      report: hashText(canonicalJson(written)),
      token: token.id,
      untilMs,
    },
  );
}

/** The next change under the same pseudonym. Throws `too-many-changes`. */
export function changeSubmission(change: {
  readonly report: string;
  /** Canonical JSON of the envelope that it follows. */
  readonly newest: string;
  readonly keys: ReportKeys;
  readonly place: { readonly master: string; readonly number: number };
  readonly kind: "amendment" | "withdrawal";
  readonly body: ReportBody | null;
  readonly review: string | null;
}): QueuedSubmission {
  const { newest, keys, body, kind, place } = change;
  const before = parseMessage(envelope, parseCanonicalJson(newest));
  if (before.seq + 1 >= sequenceMax) {
    throw new TocsinError("too-many-changes", { detail: `${sequenceMax} changes` });
  }
  const written: Envelope = {
    ...before,
    kind,
    body: body === null ? null : hashText(canonicalJson(body)),
    pkHpke: toBase64Url(keys.hpke.publicKey),
    review: change.review,
    seq: before.seq + 1,
    prev: hashText(newest),
  };
  return sealed(written, { keys, body, token: null }, place, {
    report: change.report,
    token: null,
    untilMs: null,
  });
}

/** Number of the change that would follow this envelope: its keys depend on it. */
export function nextSequence(newest: string): number {
  return parseMessage(envelope, parseCanonicalJson(newest)).seq + 1;
}

function sealed(
  written: Envelope,
  content: {
    readonly keys: ReportKeys;
    readonly body: ReportBody | null;
    readonly token: Uint8Array | null;
  },
  place: { readonly master: string; readonly number: number },
  queue: Pick<QueuedSubmission, "report" | "token" | "untilMs">,
): QueuedSubmission {
  const { keys, body, token } = content;
  const whole = parseMessage(submission, {
    envelope: written,
    signature: toBase64Url(signDocument("envelope", written, keys.signing)),
    body,
    token: token && toBase64Url(token),
  });
  const bytes = utf8(canonicalJson(whole));
  if (bytes.length > submissionBytesMax) {
    throw new TocsinError("too-large", { detail: `report of ${submissionBytesMax} bytes` });
  }
  const text = canonicalJson(written);
  return {
    ...queue,
    ...place,
    envelopeHash: hashText(text),
    kind: written.kind,
    seq: written.seq,
    envelope: text,
    body: body === null ? null : canonicalJson(body),
    bytes,
    parts: Math.ceil(bytes.length / framePayloadMax),
    class: written.class,
    epoch: written.epoch,
    audience: written.audience,
    author: written.author,
    pkSign: written.pkSign,
  };
}
