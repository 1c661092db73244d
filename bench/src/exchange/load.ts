/** Submissions and sealed capsules for the exchange's benchmarks: real keys, tokens and signatures. */

import { constants, sign } from "node:crypto";
import { Agent } from "node:http";

import {
  challengeDigest,
  ed25519SigningKey,
  encodeToken,
  generateTokenSigningKey,
  reportTokenNonce,
  sha256,
  signDocument,
  tokenInput,
  type TokenSigningKey,
} from "@tocsin/crypto";
import { bodyOf, issuerName, sealSubmission, type TestIssuer } from "@tocsin/exchange/testing";
import { fetchBytes, fetchJson } from "@tocsin/http";
import {
  canonicalJson,
  type Epoch,
  type Round,
  systemRandom,
  toBase64Url,
  utf8,
} from "@tocsin/kernel";
import {
  classId,
  type GatewayPublicKey,
  noticePath,
  obliviousRequestMediaType,
  parseMessage,
  type ReportBody,
  type SignedDirectory,
} from "@tocsin/wire";
import { z } from "zod";

export const observablesEach = 40;
export const className = "energy";

/** Makes reports with tokens signed outright: blinding would only make the preparation longer. */
export class ReportMill {
  readonly #key: TokenSigningKey;
  readonly #epoch: Epoch;
  readonly #digest: Uint8Array;
  #made = 0;

  private constructor(key: TokenSigningKey, epoch: Epoch) {
    this.#key = key;
    this.#epoch = epoch;
    const redemptionContext = new Uint8Array();
    this.#digest = challengeDigest({ issuerName, originInfo: "exchange", redemptionContext });
  }

  static async create(epoch: Epoch): Promise<ReportMill> {
    return new ReportMill(await generateTokenSigningKey(), epoch);
  }

  directory(issuer: TestIssuer, reading: SignedDirectory): SignedDirectory {
    const { publicKey } = this.#key;
    const key = {
      purpose: "report" as const,
      class: parseMessage(classId, className),
      publicKey: toBase64Url(publicKey.spki),
      keyId: toBase64Url(publicKey.id),
      quota: 30,
    };
    const { directory } = reading;
    return issuer.signDirectory({ ...directory, keys: [...directory.keys, key] });
  }

  next(observables = observablesEach): Uint8Array<ArrayBuffer> {
    const body = bodyOf(`bench-${this.#made}`, observables);
    this.#made += 1;
    return utf8(this.submission(body));
  }

  /** Canonical JSON, signed and paid for. */
  submission(body: ReportBody): string {
    const signer = ed25519SigningKey(systemRandom.bytes(32));
    const pkHpke = systemRandom.bytes(32);
    const envelope = {
      ...{ v: 1, kind: "report", class: className, epoch: this.#epoch, audience: "members" },
      body: toBase64Url(sha256(utf8(canonicalJson(body)))),
      pkSign: toBase64Url(signer.publicKey),
      pkHpke: toBase64Url(pkHpke),
      author: toBase64Url(systemRandom.bytes(32)),
      ...{ review: null, seq: 0, prev: null },
    };
    const signature = toBase64Url(signDocument("envelope", envelope, signer));
    const token = toBase64Url(this.#token(reportTokenNonce(signer.publicKey, pkHpke)));
    return canonicalJson({ envelope, signature, body, token });
  }

  #token(nonce: Uint8Array): Uint8Array {
    const rest = { nonce, challengeDigest: this.#digest, keyId: this.#key.publicKey.id };
    const padding = constants.RSA_PKCS1_PSS_PADDING;
    const authenticator = sign("sha384", tokenInput(rest), {
      key: this.#key.handle,
      padding,
      saltLength: 48,
    });
    return encodeToken({ ...rest, authenticator: new Uint8Array(authenticator) });
  }
}

export async function sealAll(
  gateway: GatewayPublicKey,
  round: Round,
  submissions: readonly Uint8Array[],
): Promise<Uint8Array[]> {
  const capsules: Uint8Array[] = [];
  for (const submission of submissions) {
    for (const { bytes } of await sealSubmission(gateway, round, submission)) capsules.push(bytes);
  }
  return capsules;
}

/** Sends capsules over so many connections at a time, as fast as they are answered; counts refusals. */
export async function sendAll(
  url: string,
  capsules: readonly Uint8Array[],
  connections: number,
): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let next = 0;
  let refused = 0;
  const send = async (): Promise<void> => {
    for (let at = next; at < capsules.length; at = next) {
      next += 1;
      const bytes = capsules[at] ?? new Uint8Array();
      const body = { mediaType: obliviousRequestMediaType, bytes };
      const options = { method: "POST", body, agent, bytesMax: 1024, deadlineMs: 60_000 } as const;
      const { status } = await fetchBytes(`${url}/capsule`, options);
      if (status !== 200) refused += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, send));
  agent.destroy();
  return refused;
}

export async function postNotice(url: string, json: unknown): Promise<void> {
  const answer = z.strictObject({ position: z.number().nullable() });
  await fetchJson(`${url}${noticePath}`, answer, { method: "POST", json, bytesMax: 4096 });
}
