/** Rights that were fetched, and what of them is left. PROTOCOL §1. */

/** Everything that finishes a request for tokens, kept before the request goes out. */
export interface TokenFetch {
  /** SHA-256 of the token key, base64url. */
  readonly keyId: string;
  readonly epoch: string;
  readonly class: string;
  readonly purpose: string;
  readonly quota: number;
  /** For report tokens: whose keys their nonces are bound to, and the number of the first. */
  readonly master: string | null;
  readonly firstNumber: number | null;
  /** Requests and blinding state, opaque here; empty once the tokens are there. */
  readonly state: Uint8Array;
  readonly stage: "asked" | "done" | "replaced";
}

export interface NewToken {
  readonly token: Uint8Array;
  /** For a relay token its day, "2026-11-21". */
  readonly day: string | null;
  /** For a report token the keys that its nonce is bound to. */
  readonly master: string | null;
  readonly number: number | null;
}

export interface StoredToken extends NewToken {
  readonly id: number;
  readonly keyId: string;
  readonly epoch: string;
  readonly class: string;
  readonly purpose: string;
}

export interface TokenCount {
  readonly epoch: string;
  readonly class: string;
  readonly purpose: string;
  readonly left: number;
  readonly quota: number;
}

export interface TokenStore {
  fetches(): Promise<readonly TokenFetch[]>;
  /** Keeps and returns the fetch that is there for the key: asking again must be the same request. */
  beginFetch(fetch: Omit<TokenFetch, "stage">): Promise<TokenFetch>;
  /** Stores the tokens and forgets the blinding state; a second call changes nothing. */
  completeFetch(keyId: string, tokens: readonly NewToken[]): Promise<void>;
  /** One free token of the first epoch in `epochs` that has one, held for us until it is queued. */
  hold(
    purpose: string,
    ofClass: string,
    epochs: readonly string[],
  ): Promise<StoredToken | undefined>;
  /** Gives back what was held and not used. */
  release(id: number): Promise<void>;
  /** At start: what was held when the node stopped has not left. */
  releaseAll(): Promise<void>;
  /** Used up: it may have been seen by another party. */
  spend(id: number): Promise<void>;
  relayToken(day: string): Promise<Uint8Array | undefined>;
  counts(epochs: readonly string[]): Promise<readonly TokenCount[]>;
  /** Forgets tokens and fetches of epochs before `epoch`. */
  forgetBefore(epoch: string): Promise<void>;
}
