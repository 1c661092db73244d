/** What waits to leave, part by part, and the one capsule of each round. PROTOCOL §4. */

/** A signed submission, ready to be made durable together with whatever else belongs to it. */
export interface QueuedSubmission {
  readonly report: string;
  readonly envelopeHash: string;
  readonly kind: "report" | "amendment" | "withdrawal";
  readonly seq: number;
  readonly envelope: string;
  readonly body: string | null;
  /** Canonical JSON of the submission: exactly these bytes leave. */
  readonly bytes: Uint8Array;
  readonly parts: number;
  readonly class: string;
  readonly epoch: string;
  readonly audience: string;
  readonly author: string;
  readonly pkSign: string;
  readonly master: string;
  readonly number: number;
  /** The held token that pays for a report. */
  readonly token: number | null;
  /** After this its token buys nothing. */
  readonly untilMs: number | null;
}

export interface ClaimedPart {
  readonly envelopeHash: string;
  readonly submission: Uint8Array;
  readonly index: number;
  readonly count: number;
  /** The whole submission. */
  readonly bytes: Uint8Array;
}

export interface OutboxStore {
  /** Throws `change-waiting` where another change of the report is on its way. */
  queue(queued: QueuedSubmission): Promise<void>;
  undo(report: string): Promise<"undone" | "unknown" | "left">;
  /** Number of submissions that are not published yet. */
  waitingCount(): Promise<number>;
  /**
   * What was sent in full at least `rounds` rounds before `heard` and is in no batch up to `heard`
   * goes out again, later and later; returns what has now been lost twice.
   */
  resendMissing(heard: number, rounds: number): Promise<readonly string[]>;
  /** Gives up what nobody would take any more; returns the reports. */
  refuseExpired(nowMs: number): Promise<readonly string[]>;
}

export interface MissedRounds {
  readonly from: number;
  readonly to: number;
  readonly why: "down" | "unanswered" | "no-key" | "no-token" | "late";
}

export interface RoundStore {
  /**
   * Takes the round, once: undefined where it or a later one was taken already. Rounds between are
   * recorded as missed. `submission` is the random id under which a new attempt travels; without
   * `withPart` the round carries nothing.
   */
  claim(
    round: number,
    submission: Uint8Array,
    withPart: boolean,
  ): Promise<{ readonly part: ClaimedPart | undefined } | undefined>;
  /** What became of the claimed round. */
  settle(round: number, outcome: "sent" | MissedRounds["why"]): Promise<void>;
  last(): Promise<{ readonly claimed: number | null; readonly sent: number | null }>;
  /** Newest first, at most `limit` ranges, none that ends before `since`. */
  missed(since: number, limit: number): Promise<readonly MissedRounds[]>;
}
