/**
 * Each report of the ledger is checked here, not only by the exchange: its author signed it and paid
 * for it with a token of its class, so the exchange cannot invent one. PROTOCOL §1, §2.
 */

import {
  challengeDigest,
  parseEd25519PublicKey,
  parseToken,
  reportTokenNonce,
  sha256,
  type Token,
} from "@tocsin/crypto";
import {
  canonicalJson,
  epochSpan,
  equalBytes,
  type Round,
  roundSpan,
  toBase64Url,
  TocsinError,
  utf8,
} from "@tocsin/kernel";
import type { NewRecord } from "@tocsin/store";
import {
  bytesOf,
  type CommunityFile,
  type Envelope,
  type LeafRecord,
  type Submission,
} from "@tocsin/wire";
import { withAncestors } from "../enrolment/community.ts";
import type { Schemes } from "../schemes.ts";
import { challengeOf } from "../tokens/challenges.ts";
import type { Directories } from "../tokens/directories.ts";
import { takenUntilMs } from "../tokens/token-times.ts";
import { parsedLeaf } from "./public-facts.ts";

export interface RecordRules {
  readonly directories: Pick<Directories, "tokenKey">;
  readonly community: CommunityFile;
  readonly round: Round;
  readonly schemes: Pick<Schemes, "verifyToken" | "verifyDocument">;
  /** Of the section that the record was in. */
  readonly audience: string;
}

export type RecordVerdict =
  | { readonly ok: true; readonly record: NewRecord }
  | {
      readonly ok: false;
      readonly why:
        | "not-a-submission"
        | "wrong-round"
        | "wrong-audience"
        | "wrong-body"
        | "bad-signature"
        | "bad-token";
    };

/** Whether what it changes is the newest state is for the store to say, which knows the chain. */
export async function verifyRecord(rules: RecordRules, from: LeafRecord): Promise<RecordVerdict> {
  const leaf = parsedLeaf(from.leaf);
  if (leaf?.kind !== "submission") return { ok: false, why: "not-a-submission" };
  const { submission } = leaf;
  const { envelope, body } = submission;
  if (leaf.round !== rules.round) return { ok: false, why: "wrong-round" };
  if (envelope.audience !== rules.audience || !mayAddress(rules.community, envelope)) {
    return { ok: false, why: "wrong-audience" };
  }
  const bodyText = body === null ? null : canonicalJson(body);
  if (envelope.body !== (bodyText === null ? null : hashText(bodyText))) {
    return { ok: false, why: "wrong-body" };
  }
  if (!(await isSigned(rules, submission))) return { ok: false, why: "bad-signature" };
  if (!(await isPaid(rules, submission))) return { ok: false, why: "bad-token" };
  const envelopeText = canonicalJson(envelope);
  const { kind, pkSign, seq, prev, epoch, audience, author } = envelope;
  const record: NewRecord = {
    index: from.index,
    round: rules.round,
    publishedMs: roundSpan(rules.round, rules.community.roundMs).untilMs,
    salt: from.salt,
    envelopeHash: hashText(envelopeText),
    kind,
    pkSign,
    seq,
    prev,
    class: envelope.class,
    epoch,
    audience,
    author,
    envelope: envelopeText,
    body: bodyText,
    signature: submission.signature,
    token: submission.token,
  };
  return { ok: true, record };
}

/** SHA-256 of canonical JSON, as ids and links have it. */
export function hashText(text: string): string {
  return toBase64Url(sha256(utf8(text)));
}

/** Members, or the class that pays, or one above it. */
export function mayAddress(
  community: CommunityFile,
  envelope: Pick<Envelope, "audience" | "class">,
): boolean {
  if (envelope.audience === "members") return true;
  return withAncestors(community, envelope.class).some((id) => envelope.audience === `class:${id}`);
}

async function isSigned(
  { schemes }: RecordRules,
  { envelope, signature }: Submission,
): Promise<boolean> {
  const key = parseEd25519PublicKey(bytesOf(envelope.pkSign));
  if (key === undefined) return false;
  return schemes.verifyDocument("envelope", envelope, bytesOf(signature), key);
}

/** A change is paid for by the report that it changes. */
async function isPaid(rules: RecordRules, { envelope, token }: Submission): Promise<boolean> {
  if (token === null) return true;
  const parsed = tokenOf(bytesOf(token));
  if (parsed === undefined) return false;
  const known = rules.directories.tokenKey(toBase64Url(parsed.keyId));
  if (known === undefined || !isInEpoch(rules, envelope)) return false;
  const { entry, epoch, issuerName, key } = known;
  if (entry.purpose !== "report" || entry.class !== envelope.class || epoch !== envelope.epoch) {
    return false;
  }
  const nonce = reportTokenNonce(bytesOf(envelope.pkSign), bytesOf(envelope.pkHpke));
  if (!equalBytes(parsed.nonce, nonce)) return false;
  const digest = challengeDigest(challengeOf(issuerName, "report", undefined));
  const verdict = await rules.schemes.verifyToken(parsed, key, digest);
  return verdict.ok;
}

function tokenOf(bytes: Uint8Array): Token | undefined {
  try {
    return parseToken(bytes);
  } catch (error) {
    if (error instanceof TocsinError) return undefined;
    throw error;
  }
}

/** A key pays in its epoch and until everyone has the next one's, with a round for the way. */
function isInEpoch({ round, community }: RecordRules, { epoch }: Envelope): boolean {
  const { fromMs } = roundSpan(round, community.roundMs);
  const slack = 2 * community.roundMs;
  return fromMs + slack >= epochSpan(epoch).fromMs && fromMs - slack < takenUntilMs(epoch);
}
