/**
 * What leaves: a sealed letter in a capsule of its own, paid with a message token of the class of all
 * members, so that the exchange learns no narrower class. It goes when the sender's next free round comes.
 */

import { type HpkePsk, sha256 } from "@tocsin/crypto";
import {
  canonicalJson,
  type Clock,
  parseEpoch,
  type Random,
  toBase64Url,
  TocsinError,
  utf8,
} from "@tocsin/kernel";
import type { QueuedParcel, StoredToken, TokenStore } from "@tocsin/store";
import { everyone, type TokenPurpose } from "@tocsin/wire";
import { spendableEpochs, takenUntilMs } from "../tokens/token-times.ts";
import { sealLetter } from "./sealed-letter.ts";

export interface Addressed {
  /** Canonical JSON of the letter. */
  readonly text: string;
  readonly pk: string;
  readonly psk: HpkePsk | undefined;
}

export interface Postage {
  /**
   * Seals each and hands the parcels to `queue`, which makes them durable; where that fails, no token is
   * lost. Throws `tokens-exhausted`.
   */
  post<Value>(
    letters: readonly Addressed[],
    queue: (parcels: readonly QueuedParcel[]) => Promise<Value>,
  ): Promise<Value>;
}

export interface PostagePorts {
  readonly tokens: Pick<TokenStore, "hold" | "release">;
  readonly clock: Clock;
  readonly random: Random;
}

export function createPostage(ports: PostagePorts): Postage {
  return {
    post: async (letters, queue) => {
      const held: StoredToken[] = [];
      try {
        const parcels: QueuedParcel[] = [];
        for (const letter of letters) {
          const token = await heldToken(ports, "message", everyone);
          held.push(token);
          parcels.push(await parcelOf(letter, token, ports.random));
        }
        return await queue(parcels);
      } catch (error) {
        for (const { id } of held) await ports.tokens.release(id);
        throw error;
      }
    },
  };
}

async function parcelOf(
  { text, pk, psk }: Addressed,
  token: StoredToken,
  random: Random,
): Promise<QueuedParcel> {
  const sealed = await sealLetter(text, { pk, psk }, random);
  const content = { v: 1, kind: "message", sealed: toBase64Url(sealed) };
  const bytes = utf8(canonicalJson({ ...content, token: toBase64Url(token.token) }));
  return { ...paidBy(token), kind: "message", id: toBase64Url(sha256(sealed)), bytes };
}

/** Throws `tokens-exhausted`. */
export async function heldToken(
  { tokens, clock }: Pick<PostagePorts, "tokens" | "clock">,
  purpose: TokenPurpose,
  of: string,
): Promise<StoredToken> {
  const token = await tokens.hold(purpose, of, spendableEpochs(clock.now()));
  if (token === undefined) throw new TocsinError("tokens-exhausted", { detail: purpose });
  return token;
}

export function paidBy(token: StoredToken): Pick<QueuedParcel, "token" | "untilMs"> {
  return { token: token.id, untilMs: takenUntilMs(parseEpoch(token.epoch)) };
}
