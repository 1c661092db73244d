/**
 * Everything about a submission that can be checked without the store, cheap checks before expensive
 * ones. It shows that a vetted member of a class wrote it, and not which. PROTOCOL §1, §2.
 */

import {
  parseToken,
  reportTokenNonce,
  sha256,
  spentTokenId,
  verifyDocument,
  verifyToken,
} from "@tocsin/crypto";
import {
  canonicalJson,
  type Epoch,
  equalBytes,
  parseCanonicalJson,
  textOf,
  TocsinError,
  utf8,
} from "@tocsin/kernel";
import type { Spend } from "@tocsin/store";
import { canonicalise, isObservableType } from "@tocsin/threat";
import {
  type Audience,
  bytesOf,
  type Envelope,
  parseMessage,
  type Submission,
  submission,
} from "@tocsin/wire";
import { z } from "zod";

import type { ExaminedSighting } from "../sightings/examine-sighting.ts";
import type { ExaminedStake } from "../stakes/examine-stake.ts";
import type { ExaminedTieSaying } from "../ties/examine-tie.ts";
import type { KeyRing, Span } from "../trust/key-ring.ts";
import { audiencesOf } from "../trust/trust.ts";
import { type ExaminedParcel, examineParcel } from "./examine-parcel.ts";
import { observableKeys } from "./observable-keys.ts";
import type { Refusal } from "./refusal.ts";

/** A submission that is good by itself. Plain data: it crosses between threads. */
export interface Examined {
  readonly ok: true;
  /** SHA-256 of the envelope's canonical JSON: its place in the batch. */
  readonly envelope: Uint8Array;
  readonly kind: Envelope["kind"];
  readonly pkSign: Uint8Array;
  readonly seq: number;
  readonly prev: Uint8Array | null;
  readonly class: string;
  readonly epoch: Epoch;
  readonly audience: Audience;
  readonly author: Uint8Array;
  /** The token, for a report. */
  readonly spend: Spend | null;
  /** Canonical JSON of the submission. */
  readonly json: Uint8Array;
  /** Index keys of its observables, one after the other. */
  readonly keys: Uint8Array;
}

export type Examination =
  | Examined
  | ExaminedParcel
  | ExaminedSighting
  | ExaminedStake
  | ExaminedTieSaying
  | { readonly ok: false; readonly why: Refusal };

/** `at`: the round for which it is sequenced. */
export function examine(bytes: Uint8Array, ring: KeyRing, at: Span): Examination {
  if (!isSubmission(bytes)) return examineParcel(bytes, ring, at);
  const read = readSubmission(bytes);
  if (read === undefined) return { ok: false, why: "malformed" };
  const { submission: it } = read;
  const why = contentRefusal(read, ring) ?? tokenRefusal(it, ring, at) ?? signatureRefusal(read);
  return why === undefined ? examined(read, bytes) : { ok: false, why };
}

/** Canonical JSON begins with the first member by name: of a submission that is its body. */
function isSubmission(bytes: Uint8Array): boolean {
  return equalBytes(bytes.subarray(0, bodyMark.length), bodyMark);
}

// What stands between the parts of a submission's canonical JSON.
const beforeBody = '{"body":';
const bodyMark = utf8(beforeBody);
const beforeEnvelope = ',"envelope":';

interface Read {
  readonly submission: Submission;
  /** As it was sent. */
  readonly envelope: unknown;
  /** SHA-256 of the canonical JSON of each. */
  readonly envelopeHash: Uint8Array;
  readonly bodyHash: Uint8Array;
}

const parts = z.looseObject({ envelope: z.unknown(), signature: z.unknown(), token: z.unknown() });

/**
 * Undefined unless the bytes are the one canonical form. Its keys are in order (body, envelope,
 * signature, token), so the body's canonical form is what stands before the other three: it is not
 * written a second time.
 */
function readSubmission(bytes: Uint8Array): Read | undefined {
  const text = textOf(bytes);
  if (text === undefined) return undefined;
  try {
    const raw = parseCanonicalJson(text);
    const parsed = parseMessage(submission, raw);
    const { envelope, signature, token } = parseMessage(parts, raw);
    const envelopeBytes = utf8(canonicalJson(envelope));
    // As long as what follows the envelope: a brace stands where the comma does.
    const rest = utf8(canonicalJson({ signature, token }));
    const after = beforeEnvelope.length + envelopeBytes.length + rest.length;
    return {
      submission: parsed,
      envelope,
      envelopeHash: sha256(envelopeBytes),
      bodyHash: sha256(bytes.subarray(beforeBody.length, bytes.length - after)),
    };
  } catch (error) {
    if (error instanceof TocsinError) return undefined;
    throw error;
  }
}

function contentRefusal({ submission: it, bodyHash }: Read, ring: KeyRing): Refusal | undefined {
  const { envelope, body } = it;
  if (envelope.body !== null && !equalBytes(bodyHash, bytesOf(envelope.body))) return "body";
  if (!audiencesOf(ring.trust, envelope.class).includes(envelope.audience)) return "audience";
  const canonical = body?.observables.every(
    ({ type, value }) => isObservableType(type) && canonicalise(type, value) === value,
  );
  return canonical === false ? "observable" : undefined;
}

function tokenRefusal(
  { envelope, token }: Submission,
  ring: KeyRing,
  at: Span,
): Refusal | undefined {
  if (token === null) return undefined;
  const parsed = parseTokenOrNot(bytesOf(token));
  if (parsed === undefined) return "malformed";
  const key = ring.find(parsed, "report", at);
  if (key?.class !== envelope.class || key.epoch !== envelope.epoch) return "key";
  const nonce = reportTokenNonce(bytesOf(envelope.pkSign), bytesOf(envelope.pkHpke));
  if (!equalBytes(parsed.nonce, nonce)) return "nonce";
  return verifyToken(parsed, key.publicKey, key.challenge).ok ? undefined : "token";
}

function signatureRefusal({ submission: it, envelope }: Read): Refusal | undefined {
  const pkSign = bytesOf(it.envelope.pkSign);
  const isSigned = verifyDocument("envelope", envelope, bytesOf(it.signature), pkSign);
  return isSigned ? undefined : "signature";
}

function examined(read: Read, bytes: Uint8Array): Examined {
  const { envelope, body, token } = read.submission;
  return {
    ok: true,
    envelope: read.envelopeHash,
    kind: envelope.kind,
    pkSign: bytesOf(envelope.pkSign),
    seq: envelope.seq,
    prev: envelope.prev === null ? null : bytesOf(envelope.prev),
    class: envelope.class,
    epoch: envelope.epoch,
    audience: envelope.audience,
    author: bytesOf(envelope.author),
    spend:
      token === null
        ? null
        : { epoch: envelope.epoch, id: spentTokenId(parseToken(bytesOf(token))) },
    json: bytes,
    keys: observableKeys(body?.observables ?? []),
  };
}

function parseTokenOrNot(bytes: Uint8Array): ReturnType<typeof parseToken> | undefined {
  try {
    return parseToken(bytes);
  } catch (error) {
    if (error instanceof TocsinError) return undefined;
    throw error;
  }
}
