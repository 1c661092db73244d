/**
 * Channels to the company's own people and systems, and what waits to go out on them: at least once, under
 * a lease, until it was taken or given up. Secrets of channels lie in the node's database with its keys.
 */

export interface ChannelRow {
  readonly id: string;
  /** JSON of the node, with the channel's secrets; opaque here. */
  readonly settings: string;
  readonly createdMs: number;
  readonly lastSuccessMs: number | null;
  readonly lastError: { readonly code: string; readonly atMs: number } | null;
  readonly waiting: number;
  readonly dead: number;
}

/** One warning, as it was raised, for one channel. */
export interface DispatchRow {
  readonly number: number;
  readonly channel: string;
  readonly warning: string;
  /** Of the warning when it was raised: the same again is the same message. */
  readonly rank: number;
  readonly tries: number;
}

export type DispatchOutcome =
  | { readonly kind: "sent" }
  /** Not of this channel's business. */
  | { readonly kind: "passed" }
  | { readonly kind: "later"; readonly dueMs: number }
  | { readonly kind: "failed"; readonly code: string; readonly dueMs: number }
  | { readonly kind: "dead"; readonly code: string };

export interface DeliveryStore {
  /** From the warnings on that are raised after it. */
  add(channel: {
    readonly id: string;
    readonly settings: string;
    readonly createdMs: number;
  }): Promise<void>;
  all(): Promise<readonly ChannelRow[]>;
  /** False where there is none. */
  remove(id: string): Promise<boolean>;
  /** Queues for this channel what was raised since it was looked at last; resolves with how many. */
  fill(channel: string, dueMs: number): Promise<number>;
  /** What is due, leased until then: whoever does not settle it in time gives it to the next. */
  claim(request: {
    readonly channel: string;
    readonly nowMs: number;
    readonly leasedUntilMs: number;
    readonly limit: number;
  }): Promise<readonly DispatchRow[]>;
  settle(
    rows: readonly { readonly number: number; readonly outcome: DispatchOutcome }[],
    nowMs: number,
  ): Promise<void>;
  /** What was given up is tried again; resolves with how many. */
  replay(channel: string, nowMs: number): Promise<number>;
}
