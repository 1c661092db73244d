/** What the signing threads are asked and answer. Both ends are this folder. */

export interface SigningJob {
  readonly id: number;
  /** PKCS #8 of the token key. */
  readonly pkcs8: Uint8Array;
  readonly requests: readonly Uint8Array[];
}

export interface SigningOutcome {
  readonly id: number;
  /** One response per request, in order; undefined where one of the requests cannot be signed. */
  readonly responses: readonly Uint8Array[] | undefined;
}
