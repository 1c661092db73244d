/** Reports as the verified ledger tells them, and the alarms of this node. */

/** One verified submission of the ledger. */
export interface NewRecord {
  readonly index: number;
  readonly round: number;
  readonly publishedMs: number;
  readonly salt: Uint8Array;
  /** SHA-256 of the first envelope for a report; for a change it is found by `pkSign`. */
  readonly envelopeHash: string;
  readonly kind: "report" | "amendment" | "withdrawal";
  readonly pkSign: string;
  readonly seq: number;
  readonly prev: string | null;
  readonly class: string;
  readonly epoch: string;
  readonly audience: string;
  readonly author: string;
  /** Canonical JSON. */
  readonly envelope: string;
  readonly body: string | null;
  /** base64url, as in the submission. */
  readonly signature: string;
  readonly token: string | null;
}

export interface RecordFault {
  readonly index: number;
  /** `orphan`: what it changes is not known here; `doubled` and `chain` cannot come from an honest exchange. */
  readonly why: "orphan" | "doubled" | "chain";
}

export interface DeliveryRow {
  readonly state: string;
  readonly parts: number;
  readonly partsSent: number;
  readonly round: number | null;
  readonly attempts: number;
}

export interface ReportRow {
  readonly id: string;
  readonly mine: boolean;
  readonly envelope: string;
  readonly body: string | null;
  readonly withdrawn: boolean;
  readonly index: number | null;
  readonly round: number | null;
  readonly publishedMs: number | null;
  readonly delivery: DeliveryRow | null;
  /** Another member of its class has confirmed it. */
  readonly confirmed: boolean;
}

export interface ReportPage {
  readonly items: readonly ReportRow[];
  readonly total: number;
  readonly next: string | null;
}

export interface ChangeRow {
  readonly arrival: number;
  readonly id: string;
  readonly kind: "report" | "amendment" | "withdrawal";
  readonly mine: boolean;
  readonly index: number;
  readonly round: number;
  readonly publishedMs: number;
  readonly envelope: string;
  readonly body: string | null;
}

/** What the author keeps of a published leaf of its own. */
export interface OwnLeaf {
  readonly index: number;
  readonly round: number;
  readonly salt: Uint8Array;
  readonly leaf: string;
}

export interface OwnReport {
  readonly id: string;
  readonly master: string;
  readonly number: number;
  /** Canonical JSON of the newest envelope, published or on its way. */
  readonly newest: string;
  readonly published: boolean;
  readonly withdrawn: boolean;
  /** Whether the report or a change of it waits or is on its way. */
  readonly changing: boolean;
}

export interface ReportStore {
  get(id: string): Promise<ReportRow | undefined>;
  /** Newest first; what waits to leave comes before what is published. */
  page(query: {
    readonly mine: boolean;
    readonly after: string | undefined;
    readonly limit: number;
  }): Promise<ReportPage>;
  changes(after: number, limit: number): Promise<readonly ChangeRow[]>;
  counts(): Promise<{ readonly mine: number; readonly reports: number }>;
  own(id: string): Promise<OwnReport | undefined>;
  /** The leaf of the report itself (seq 0) or its newest change. */
  ownLeaf(id: string, which: "first" | "newest"): Promise<OwnLeaf | undefined>;
}

export interface AlarmRow {
  readonly id: string;
  readonly code: string;
  readonly text: string;
  readonly sinceMs: number;
}

/** What is kept of the alarms of one code, also of those that have been cleared. */
export interface KeptEvidence {
  readonly code: string;
  readonly pieces: number;
  readonly newestMs: number;
}

export interface AlarmStore {
  /** Once per code and subject; returns whether it is new. Evidence outlives the alarm. */
  raise(alarm: {
    readonly code: string;
    readonly subject: string;
    readonly text: string;
    readonly sinceMs: number;
    readonly evidence?: Uint8Array;
  }): Promise<boolean>;
  clear(code: string, subject: string): Promise<void>;
  open(): Promise<readonly AlarmRow[]>;
  /** Of all alarms of that code, also of those that have been cleared. */
  evidence(code: string): Promise<readonly Uint8Array[]>;
  /** By code. */
  kept(): Promise<readonly KeptEvidence[]>;
}
