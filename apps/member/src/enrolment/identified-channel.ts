/**
 * The identified channel to the issuer: it learns who asks and when, never for what. Both sides sign,
 * and the answer names the request. PROTOCOL §1.
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
import {
  bytesOf,
  type IdentifiedAnswer,
  identifiedAnswer,
  type IdentifiedBody,
  identifiedPath,
  parseMessage,
} from "@tocsin/wire";
import { type Network, urlAt } from "../network.ts";

/** Whom to ask, and whose signature answers. */
export interface IssuerAddress {
  readonly url: string;
  readonly publicKey: string;
}

export interface IdentifiedChannel {
  /**
   * The issuer's answer, its signature checked. Throws `remote-unreachable`, `remote-late` and
   * `remote-answer-invalid`; the same body may be sent again.
   */
  ask(
    issuer: IssuerAddress,
    body: IdentifiedBody,
    key: Ed25519SigningKey,
  ): Promise<IdentifiedAnswer["body"]>;
}

/** Bytes of an answer: 64 directories at most, or the signed tokens of one key. */
const answerBytesMax = 32 * 1024 * 1024;
const deadlineMs = 60_000;
const nonceBytes = 16;

export function createIdentifiedChannel(ports: {
  readonly network: Network;
  readonly clock: Clock;
  readonly random: Random;
}): IdentifiedChannel {
  const { network, clock, random } = ports;
  return {
    ask: async (issuer, body, key) => {
      const signed = {
        key: toBase64Url(key.publicKey),
        nonce: toBase64Url(random.bytes(nonceBytes)),
        timeMs: clock.now(),
        body,
      };
      const signature = toBase64Url(signDocument("identified-request", signed, key));
      const request = canonicalJson({ ...signed, signature });
      const answer = await network.send({
        method: "POST",
        url: urlAt(issuer.url, identifiedPath),
        body: { mediaType: "application/json", bytes: utf8(request) },
        deadlineMs,
        bytesMax: answerBytesMax,
      });
      if (answer.status !== 200) {
        throw new TocsinError("remote-refused", { detail: `status ${answer.status}` });
      }
      return checkedAnswer(answer.bytes, toBase64Url(sha256(utf8(request))), issuer.publicKey);
    },
  };
}

function checkedAnswer(
  bytes: Uint8Array,
  requestHash: string,
  issuerKey: string,
): IdentifiedAnswer["body"] {
  const { request, body, signature } = parsed(bytes);
  const isFromIssuer = verifyDocument(
    "identified-answer",
    { request, body },
    bytesOf(signature),
    bytesOf(issuerKey),
  );
  if (!isFromIssuer || request !== requestHash) {
    throw new TocsinError("remote-answer-invalid", { detail: "signature of the issuer" });
  }
  return body;
}

function parsed(bytes: Uint8Array): IdentifiedAnswer {
  try {
    return parseMessage(identifiedAnswer, parseJson(textOf(bytes) ?? ""));
  } catch (cause) {
    throw new TocsinError("remote-answer-invalid", { detail: "not of its schema", cause });
  }
}
