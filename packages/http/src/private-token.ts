/**
 * Private tokens as HTTP credentials: whoever checks one learns that some entitled member asks, and not
 * which. The keys come from directories that the issuer signed. RFC 9577 §2.2, RFC 9578 §6.
 */

import {
  challengeDigest,
  dayContext,
  parseToken,
  parseTokenPublicKey,
  spentTokenId,
  type Token,
  type TokenPublicKey,
  verifyDocument,
  verifyTokenAsync,
} from "@tocsin/crypto";
import {
  type Day,
  type Epoch,
  epochSpan,
  fromBase64Url,
  hourMs,
  toBase64Url,
  TocsinError,
} from "@tocsin/kernel";
import { bytesOf, type SignedDirectory, type TokenPurpose } from "@tocsin/wire";

export type DayTokenVerdict =
  | {
      readonly ok: true;
      /** The token's entry in a set of spent tokens, base64url. */
      readonly id: string;
      readonly day: Day;
    }
  | { readonly ok: false; readonly why: "wrong-key" | "wrong-day" | "bad-signature" };

export type LearnOutcome = "learned" | "known" | "older" | "bad-signature";

export interface DayTokensOptions {
  /** The issuer's key, 32 bytes: only what it signed is believed. */
  readonly issuerKey: Uint8Array;
  readonly purpose: TokenPurpose;
  /** `origin_info` of the challenge. */
  readonly origin: string;
}

/** Tokens of an epoch are taken this long after it, until everyone has those of the next one. */
const epochGraceMs = 48 * hourMs;
/** The epoch that runs, the one before in its grace, and the ones that are published ahead. */
const epochsMax = 4;
/** The one authentication scheme; quotes are optional, RFC 9110 §11.2. 354 bytes need no padding. */
const credentials = /^PrivateToken +token=(?:"([A-Za-z0-9_-]{472})"|([A-Za-z0-9_-]{472}))$/i;

/** The token of an Authorization header; undefined for anything else, two tokens included. */
export function privateTokenOf(authorization: string | undefined): Token | undefined {
  const form = credentials.exec(authorization ?? "");
  const bytes = fromBase64Url(form?.[1] ?? form?.[2] ?? "");
  if (form === null || bytes === undefined) return undefined;
  try {
    return parseToken(bytes);
  } catch (error) {
    if (error instanceof TocsinError) return undefined;
    throw error;
  }
}

interface EpochKeys {
  readonly revision: number;
  readonly issuerName: string;
  /** By key id, base64url. */
  readonly keys: ReadonlyMap<string, TokenPublicKey>;
}

/** Verifies tokens that are good for one day. Whether one was used before is the caller's to know. */
export class DayTokens {
  readonly #options: DayTokensOptions;
  readonly #epochs = new Map<Epoch, EpochKeys>();

  constructor(options: DayTokensOptions) {
    this.#options = options;
  }

  /** Epochs whose keys are known, oldest first. */
  get epochs(): readonly Epoch[] {
    return [...this.#epochs.keys()].sort();
  }

  /** Takes a directory that the issuer signed, if it is newer than what is known of its epoch. */
  learn({ directory, signature }: SignedDirectory): LearnOutcome {
    const { issuerKey, purpose } = this.#options;
    if (!verifyDocument("key-directory", directory, bytesOf(signature), issuerKey)) {
      return "bad-signature";
    }
    const { epoch, revision, issuerName } = directory;
    const known = this.#epochs.get(epoch);
    if (known !== undefined && known.revision >= revision) {
      return known.revision === revision ? "known" : "older";
    }
    const [oldest] = this.epochs;
    const full = known === undefined && this.#epochs.size >= epochsMax;
    if (full && oldest !== undefined && epoch < oldest) return "older";
    const keys = new Map<string, TokenPublicKey>();
    for (const entry of directory.keys) {
      if (entry.purpose !== purpose) continue;
      const key = parseTokenPublicKey(bytesOf(entry.publicKey));
      keys.set(toBase64Url(key.id), key);
    }
    this.#epochs.set(epoch, { revision, issuerName, keys });
    if (full && oldest !== undefined) this.#epochs.delete(oldest);
    return "learned";
  }

  /** Whether the token is good for one of these days. Cheap checks first. */
  async verify(token: Token, days: readonly Day[]): Promise<DayTokenVerdict> {
    const keyId = toBase64Url(token.keyId);
    for (const [epoch, { issuerName, keys }] of this.#epochs) {
      const key = keys.get(keyId);
      if (key === undefined) continue;
      for (const day of days) {
        if (!isTaken(epoch, day)) continue;
        const verdict = await verifyTokenAsync(token, key, this.#digest(issuerName, day));
        if (verdict.ok) return { ok: true, id: toBase64Url(spentTokenId(token)), day };
        if (verdict.why === "bad-signature") return { ok: false, why: "bad-signature" };
      }
      return { ok: false, why: "wrong-day" };
    }
    return { ok: false, why: "wrong-key" };
  }

  #digest(issuerName: string, day: Day): Uint8Array {
    const { purpose, origin } = this.#options;
    return challengeDigest({
      issuerName,
      originInfo: origin,
      redemptionContext: dayContext(purpose, day),
    });
  }
}

function isTaken(epoch: Epoch, day: Day): boolean {
  const { fromMs, untilMs } = epochSpan(epoch);
  const dayMs = Date.parse(day);
  return dayMs >= fromMs && dayMs < untilMs + epochGraceMs;
}
