/** Trusted token keys, imported once and found by the id that a token names. */

import { parseTokenPublicKey, type Token, type TokenPublicKey } from "@tocsin/crypto";
import { toBase64Url } from "@tocsin/kernel";

import type { Trust, TrustedKey } from "./trust.ts";

/** A span of time in which a token is used: a round, or a moment. */
export interface Span {
  readonly fromMs: number;
  readonly untilMs: number;
}

export interface RingKey extends TrustedKey {
  readonly publicKey: TokenPublicKey;
}

export class KeyRing {
  readonly trust: Trust;
  readonly #keys = new Map<string, RingKey>();

  constructor(trust: Trust) {
    this.trust = trust;
    for (const key of trust.keys) {
      this.#keys.set(key.id, { ...key, publicKey: parseTokenPublicKey(key.spki) });
    }
  }

  /** The key that the token names, if it is for this purpose and good at this time. */
  find(token: Token, purpose: TrustedKey["purpose"], at: Span): RingKey | undefined {
    return this.key(toBase64Url(token.keyId), purpose, at);
  }

  /** The same by the key's id, base64url. */
  key(id: string, purpose: TrustedKey["purpose"], at: Span): RingKey | undefined {
    const key = this.#keys.get(id);
    if (key?.purpose !== purpose) return undefined;
    return at.untilMs > key.fromMs && at.fromMs < key.untilMs ? key : undefined;
  }
}
