/**
 * A question and its answer between parties that know each other: the channel to the issuer, and the asking of
 * key holders. Both sides sign, and the answer names the question, so that the two together prove what was
 * said. Whoever is asked learns who asks and when. PROTOCOL §1, §3.
 */

import { type Ed25519SigningKey, sha256, signDocument, verifyDocument } from "@tocsin/crypto";
import {
  canonicalJson,
  type Clock,
  parseJson,
  type Random,
  textOf,
  toBase64Url,
  TocsinError,
  utf8,
} from "@tocsin/kernel";
import type { z } from "zod";

import { bytesOf, parseMessage } from "./primitives.ts";

/** Signed documents are of the kinds "CHANNEL-request" and "CHANNEL-answer". */
export type SignedChannel = "identified" | "evaluation";

export interface SignedQuestion<Body> {
  /** Of who asks. */
  readonly key: string;
  readonly nonce: string;
  readonly timeMs: number;
  readonly body: Body;
  readonly signature: string;
}

export interface SignedAnswer<Body> {
  /** SHA-256 of the question's canonical JSON. */
  readonly request: string;
  readonly body: Body;
  readonly signature: string;
}

export interface Asker {
  readonly key: Ed25519SigningKey;
  readonly clock: Clock;
  readonly random: Random;
}

const nonceBytes = 16;

export function signQuestion<Body>(
  channel: SignedChannel,
  body: Body,
  { key, clock, random }: Asker,
): SignedQuestion<Body> {
  const signed = {
    key: toBase64Url(key.publicKey),
    nonce: toBase64Url(random.bytes(nonceBytes)),
    timeMs: clock.now(),
    body,
  };
  return { ...signed, signature: toBase64Url(signDocument(`${channel}-request`, signed, key)) };
}

/** By the key that it names; whose key that is the caller has to know. */
export function isQuestionSigned(
  channel: SignedChannel,
  { signature, ...signed }: SignedQuestion<unknown>,
): boolean {
  return verifyDocument(`${channel}-request`, signed, bytesOf(signature), bytesOf(signed.key));
}

export function signAnswer<Body>(
  channel: SignedChannel,
  question: SignedQuestion<unknown>,
  body: Body,
  key: Ed25519SigningKey,
): SignedAnswer<Body> {
  const signed = { request: hashOf(question), body };
  return { ...signed, signature: toBase64Url(signDocument(`${channel}-answer`, signed, key)) };
}

/** Throws `remote-answer-invalid` for what is not of the schema, not signed, or of another question. */
export function readAnswer<Body>(
  channel: SignedChannel,
  schema: z.ZodType<SignedAnswer<Body>>,
  bytes: Uint8Array,
  question: SignedQuestion<unknown>,
  answererKey: string,
): SignedAnswer<Body> {
  const answer = parsed(schema, bytes);
  const { signature, ...signed } = answer;
  const isTheirs = verifyDocument(
    `${channel}-answer`,
    signed,
    bytesOf(signature),
    bytesOf(answererKey),
  );
  if (isTheirs && answer.request === hashOf(question)) return answer;
  throw new TocsinError("remote-answer-invalid", { detail: "signature" });
}

function parsed<Body>(
  schema: z.ZodType<SignedAnswer<Body>>,
  bytes: Uint8Array,
): SignedAnswer<Body> {
  try {
    return parseMessage(schema, parseJson(textOf(bytes) ?? ""));
  } catch (cause) {
    throw new TocsinError("remote-answer-invalid", { detail: "not of its schema", cause });
  }
}

function hashOf(question: SignedQuestion<unknown>): string {
  return toBase64Url(sha256(utf8(canonicalJson(question))));
}
