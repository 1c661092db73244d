/**
 * The identified channel to the issuer: it learns who asks and when, never for what. Both sides sign,
 * and the answer names the request. PROTOCOL §1.
 */

import type { Ed25519SigningKey } from "@tocsin/crypto";
import { canonicalJson, type Clock, type Random, TocsinError, utf8 } from "@tocsin/kernel";
import {
  type IdentifiedAnswer,
  identifiedAnswer,
  type IdentifiedBody,
  identifiedPath,
  readAnswer,
  signQuestion,
  urlAt,
} from "@tocsin/wire";
import type { Network } from "../network.ts";

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

export function createIdentifiedChannel(ports: {
  readonly network: Network;
  readonly clock: Clock;
  readonly random: Random;
}): IdentifiedChannel {
  const { network, clock, random } = ports;
  return {
    ask: async (issuer, body, key) => {
      const request = signQuestion("identified", body, { key, clock, random });
      const answer = await network.send({
        method: "POST",
        url: urlAt(issuer.url, identifiedPath),
        body: { mediaType: "application/json", bytes: utf8(canonicalJson(request)) },
        deadlineMs,
        bytesMax: answerBytesMax,
      });
      if (answer.status !== 200) {
        throw new TocsinError("remote-refused", { detail: `status ${answer.status}` });
      }
      return readAnswer("identified", identifiedAnswer, answer.bytes, request, issuer.publicKey)
        .body;
    },
  };
}
