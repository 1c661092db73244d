/** A member as the issuer meets it: a key pair, signed requests, blinded tokens. For tests. */

import {
  dayContext,
  type Ed25519SigningKey,
  ed25519SigningKey,
  finalizeToken,
  parseTokenPublicKey,
  type PreparedToken,
  prepareToken,
  signDocument,
  type Token,
} from "@tocsin/crypto";
import { fetchBytes } from "@tocsin/http";
import {
  assert,
  canonicalJson,
  type Clock,
  dayMs,
  dayOf,
  epochSpan,
  type Random,
  toBase64Url,
  utf8,
} from "@tocsin/kernel";
import {
  bytesOf,
  type DirectoryKey,
  type IdentifiedAnswer,
  identifiedAnswer,
  type IdentifiedBody,
  identifiedPath,
  type IdentifiedRequest,
  type Invitation,
  type KeyDirectory,
  readAnswer,
} from "@tocsin/wire";

export type AnswerBody = IdentifiedAnswer["body"];

export class MemberClient {
  key: Ed25519SigningKey;
  readonly #url: string;
  readonly #issuerKey: string;
  readonly #clock: Clock;
  readonly #random: Random;

  constructor(issuer: { url: string; publicKey: string }, clock: Clock, random: Random) {
    this.#url = issuer.url;
    this.#issuerKey = issuer.publicKey;
    this.#clock = clock;
    this.#random = random;
    this.key = ed25519SigningKey(random.bytes(32));
  }

  get publicKey(): string {
    return toBase64Url(this.key.publicKey);
  }

  /** A request as a member signs it; `changes` are made before the signature. */
  request(
    body: IdentifiedBody,
    changes: Partial<Omit<IdentifiedRequest, "signature">> = {},
    by: Ed25519SigningKey = this.key,
  ): IdentifiedRequest {
    const signed = {
      key: toBase64Url(by.publicKey),
      nonce: toBase64Url(this.#random.bytes(16)),
      timeMs: this.#clock.now(),
      body,
      ...changes,
    };
    return { ...signed, signature: toBase64Url(signDocument("identified-request", signed, by)) };
  }

  /** The answer's body, its signature and binding to the request checked. */
  async send(request: IdentifiedRequest): Promise<AnswerBody> {
    const answer = await fetchBytes(`${this.#url}${identifiedPath}`, {
      method: "POST",
      body: { mediaType: "application/json", bytes: utf8(canonicalJson(request)) },
      bytesMax: 8_000_000,
      deadlineMs: 60_000,
    });
    assert(answer.status === 200, `status ${answer.status}`);
    return readAnswer("identified", identifiedAnswer, answer.bytes, request, this.#issuerKey).body;
  }

  ask(body: IdentifiedBody): Promise<AnswerBody> {
    return this.send(this.request(body));
  }

  enrol({ secret }: Invitation): Promise<AnswerBody> {
    return this.ask({ do: "enrol", secret, publicKey: this.publicKey });
  }

  async rotate(memberId: string): Promise<AnswerBody> {
    const next = ed25519SigningKey(this.#random.bytes(32));
    const proof = toBase64Url(signDocument("rotate", memberId, next));
    const publicKey = toBase64Url(next.publicKey);
    const answer = await this.ask({ do: "rotate", publicKey, proof });
    if (answer.is === "standing") this.key = next;
    return answer;
  }

  /** Blinds the whole quota of a key. */
  prepare(directory: KeyDirectory, entry: DirectoryKey): PreparedToken[] {
    const publicKey = parseTokenPublicKey(bytesOf(entry.publicKey));
    const { fromMs } = epochSpan(directory.epoch);
    return Array.from({ length: entry.quota }, (_, at) =>
      prepareToken({
        publicKey,
        challenge: {
          issuerName: directory.issuerName,
          originInfo: entry.purpose === "relay" ? "relay" : "exchange",
          redemptionContext:
            entry.purpose === "relay"
              ? dayContext("relay", dayOf(fromMs + at * dayMs))
              : new Uint8Array(),
        },
        nonce: this.#random.bytes(32),
        random: this.#random,
      }),
    );
  }
}

export function tokensBody(
  directory: KeyDirectory,
  entry: DirectoryKey,
  prepared: readonly PreparedToken[],
): Extract<IdentifiedBody, { do: "tokens" }> {
  const { purpose, keyId } = entry;
  const requests = prepared.map(({ request }) => toBase64Url(request));
  return { do: "tokens", epoch: directory.epoch, class: entry.class, purpose, keyId, requests };
}

export function finalizeAll(prepared: readonly PreparedToken[], answer: AnswerBody): Token[] {
  assert(answer.is === "tokens", "tokens");
  return prepared.map(({ state }, at) => {
    const token = finalizeToken(state, bytesOf(answer.signed[at] ?? ""));
    assert(token !== undefined, "the issuer's answer finishes the token");
    return token;
  });
}
