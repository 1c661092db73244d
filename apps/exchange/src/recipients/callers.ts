/** Which recipient asks: by its key, or by the certificate whose key it has. */

import { type Credentials, secretHash, secretIn } from "@tocsin/http";
import type { Clock } from "@tocsin/kernel";
import type { RecipientLeaf } from "@tocsin/wire";

import { readRecipients } from "./recipient-file.ts";

/** How long one that was dropped may still ask. */
const rereadMs = 1000;

export type Shown = Pick<Credentials, "header" | "certificate">;

export class RecipientCallers {
  readonly #stateDir: string;
  readonly #clock: Clock;
  #byHash: ReadonlyMap<string, RecipientLeaf> = new Map();
  #readMs = Number.NEGATIVE_INFINITY;

  constructor(stateDir: string, clock: Clock) {
    this.#stateDir = stateDir;
    this.#clock = clock;
  }

  /** Undefined for whoever shows nothing good. */
  async caller({ header, certificate }: Shown): Promise<RecipientLeaf | undefined> {
    const authorization = header("authorization");
    // A wrong key is not made good by a certificate.
    const place =
      authorization === undefined
        ? placeOf("certificate", certificate())
        : placeOf("secret", hashed(secretIn(authorization)));
    if (place === undefined) return undefined;
    await this.#refresh();
    return this.#byHash.get(place);
  }

  async #refresh(): Promise<void> {
    const nowMs = this.#clock.now();
    if (nowMs >= this.#readMs && nowMs - this.#readMs < rereadMs) return;
    this.#readMs = nowMs;
    const named = (await readRecipients(this.#stateDir)).filter(({ terms }) => terms.active);
    this.#byHash = new Map(named.map(({ by, hash, terms }) => [`${by} ${hash}`, terms]));
  }
}

function placeOf(by: string, hash: string | undefined): string | undefined {
  return hash === undefined ? undefined : `${by} ${hash}`;
}

function hashed(secret: string | undefined): string | undefined {
  return secret === undefined ? undefined : secretHash(secret);
}
