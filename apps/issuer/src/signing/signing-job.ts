/** What the signing threads are asked and answer. Both ends are this folder. */

export interface SigningJob {
  /** PKCS #8 of the token key; wiped by the thread. */
  readonly pkcs8: Uint8Array;
  readonly requests: readonly Uint8Array[];
}

/** One response per request, in order; undefined where one of the requests cannot be signed. */
export type SigningOutcome = readonly Uint8Array[] | undefined;
