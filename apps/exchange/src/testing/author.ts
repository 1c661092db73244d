/** An author for tests: one pseudonym, its report and what follows under it. */

import {
  ed25519SigningKey,
  type Ed25519SigningKey,
  generateHpkeKeyPair,
  reportTokenNonce,
  sha256,
  signDocument,
} from "@tocsin/crypto";
import {
  canonicalJson,
  type Epoch,
  type Random,
  systemRandom,
  toBase64Url,
  utf8,
} from "@tocsin/kernel";
import {
  bareReport,
  type Audience,
  classId,
  type Envelope,
  type Observable,
  parseMessage,
  type ReportBody,
  type Submission,
} from "@tocsin/wire";

import type { TestIssuer } from "./issuer.ts";

export interface AuthorTerms {
  readonly class: string;
  readonly epoch: Epoch;
  readonly audience: Audience;
}

export class TestAuthor {
  readonly terms: AuthorTerms;
  readonly #issuer: TestIssuer;
  readonly #random: Random;
  readonly #key: Ed25519SigningKey;
  readonly #author: Uint8Array;

  constructor(issuer: TestIssuer, terms: AuthorTerms, random: Random = systemRandom) {
    this.#issuer = issuer;
    this.terms = terms;
    this.#random = random;
    this.#key = ed25519SigningKey(random.bytes(32));
    this.#author = random.bytes(32);
  }

  get pkSign(): Uint8Array {
    return this.#key.publicKey;
  }

  async report(body: ReportBody, alter: Partial<Envelope> = {}): Promise<Submission> {
    const envelope = { ...(await this.#envelope("report", body, undefined)), ...alter };
    const nonce = reportTokenNonce(this.pkSign, bytes(envelope.pkHpke));
    const { epoch, class: of } = this.terms;
    const token = await this.#issuer.token(epoch, of, "report", nonce);
    return { ...this.#signed(envelope, body), token: toBase64Url(token) };
  }

  async amend(
    before: Submission,
    body: ReportBody,
    alter: Partial<Envelope> = {},
  ): Promise<Submission> {
    const envelope = { ...(await this.#envelope("amendment", body, before)), ...alter };
    return { ...this.#signed(envelope, body), token: null };
  }

  async withdraw(before: Submission): Promise<Submission> {
    const envelope = await this.#envelope("withdrawal", null, before);
    return { ...this.#signed(envelope, null), token: null };
  }

  #signed(envelope: Envelope, body: ReportBody | null): Omit<Submission, "token"> {
    const signature = toBase64Url(signDocument("envelope", envelope, this.#key));
    return { envelope, signature, body };
  }

  async #envelope(
    kind: Envelope["kind"],
    body: ReportBody | null,
    before: Submission | undefined,
  ): Promise<Envelope> {
    const pair = await generateHpkeKeyPair(this.#random);
    return {
      v: 1,
      kind,
      class: parseMessage(classId, this.terms.class),
      epoch: this.terms.epoch,
      audience: this.terms.audience,
      body: body === null ? null : toBase64Url(sha256(utf8(canonicalJson(body)))),
      pkSign: toBase64Url(this.pkSign),
      pkHpke: toBase64Url(pair.publicKey),
      author: toBase64Url(this.#author),
      review: null,
      seq: before === undefined ? 0 : before.envelope.seq + 1,
      prev: before === undefined ? null : toBase64Url(envelopeHash(before)),
    };
  }
}

export function envelopeHash({ envelope }: Submission): Uint8Array {
  return sha256(utf8(canonicalJson(envelope)));
}

export function submissionBytes(submission: Submission): Uint8Array<ArrayBuffer> {
  return utf8(canonicalJson(submission));
}

/** A report of so many invented domain names; `mark`, a label of lower-case letters, stands in each. */
export function bodyOf(mark: string, observables = 3): ReportBody {
  return bareReport({
    determination: "confirmed",
    stage: "control",
    firstSeen: "2026-11-20",
    expires: "2027-01-01",
    observables: Array.from({ length: observables }, (_, at) => observableOf(mark, at)),
    techniques: [{ id: "T1566", class: "A" }],
    notes: [{ text: "Mail with a link to a page that asked for the password.", class: "D" }],
  });
}

function observableOf(mark: string, at: number): Observable {
  return {
    type: "domain",
    value: `${mark}-${at}.malware.example`,
    role: "command-and-control",
    confidence: "high",
    class: "E",
  };
}

function bytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "base64url"));
}
