/**
 * Campaigns and what ties their reports, in a database of its own beside the node's. It is made of the
 * ledger and can be made again. Features stand in it as hashes under a seed of this node; which reports
 * are ours or have what was seen here is in it too, so it stays on the company's machine.
 */

/** What is worth listing of a report, without asking for the report: JSON of the node, opaque here. */
export interface CampaignReportFacts {
  readonly report: string;
  readonly arrival: number;
  readonly publishedMs: number;
  readonly mine: boolean;
  /** Of whose token it is. */
  readonly group: string;
  readonly labels: string;
  /** `packFeatures` of packages/correlation; null where the report is withdrawn. */
  readonly features: Uint8Array | null;
}

/** Numbers by which evidence becomes log-odds: the weights of packages/correlation. */
export interface LinkWeights {
  readonly before: number;
  readonly size: number;
  readonly kinds: Readonly<
    Record<string, { readonly for: number; readonly against: number } | undefined>
  >;
}

export interface CampaignReport {
  readonly report: string;
  readonly publishedMs: number;
  readonly mine: boolean;
  readonly seen: boolean;
  readonly group: string;
  readonly labels: string;
}

export interface CampaignOutline {
  readonly campaign: number;
  readonly reports: number;
  readonly mine: number;
  readonly seen: number;
  readonly firstMs: number;
  readonly lastMs: number;
  /** Of its newest reports. */
  readonly labels: readonly { readonly group: string; readonly labels: string }[];
}

export interface CampaignTie {
  readonly a: string;
  readonly b: string;
  /** With what members say of the two. */
  readonly odds: number;
  readonly voted: number;
  readonly votes: readonly PairVoteCount[];
}

/** Votes of one class that say the same of two reports, at least so many. */
export interface PairVoteCount {
  readonly group: string;
  readonly says: "together" | "apart";
  readonly votes: number;
}

/** What members say of two reports, the lower one first; no counts where all of it is taken back. */
export interface PairVotes {
  readonly a: string;
  readonly b: string;
  readonly counts: readonly PairVoteCount[];
}

export interface CampaignHappening {
  readonly kind: "start" | "join" | "merge" | "split" | "votes" | "corrected";
  readonly atMs: number;
  readonly reports: readonly string[];
  readonly campaigns: readonly number[];
}

export interface CorrectionRow {
  readonly id: number;
  readonly says: "together" | "apart";
  readonly a: string;
  readonly b: string;
  readonly atMs: number;
  /** By which the vote that told members of it is taken back; null where they were not told. */
  readonly secret: Uint8Array | null;
}

export interface CampaignDetail extends CampaignOutline {
  /** Newest first, at most as many as were asked for. */
  readonly members: readonly CampaignReport[];
  readonly ties: readonly CampaignTie[];
  readonly history: readonly CampaignHappening[];
  readonly corrections: readonly CorrectionRow[];
  /** Newest first; `odds`: what it weighs. */
  readonly votes: readonly (PairVotes & { readonly odds: number; readonly atMs: number })[];
}

/** A campaign that has changed and in which something is ours. */
export interface CampaignConcern {
  readonly campaign: number;
  /** Grows with each change: who has dealt with it names the one that was read. */
  readonly due: number;
  /** Reports of others, newest first; `tied`: to what is ours, without another between. */
  readonly reports: readonly { readonly report: string; readonly tied: boolean }[];
  readonly ours: "own report" | "what was seen here";
}

export interface ComparedLink {
  readonly evidence: readonly {
    readonly kind: number;
    readonly ratio: number;
    readonly shared: readonly number[];
  }[];
  readonly size: number;
  /** Usual shares of the first report's features, kind by kind. */
  readonly shares: readonly (readonly number[])[];
}

export interface CampaignStore extends AsyncDisposable {
  /** Under which features are hashed: what was drawn first is kept and returned. */
  seed(drawn: number): Promise<number>;
  /** The last arrival that was correlated. */
  cursor(): Promise<number>;
  /** In their order, in one transaction with the cursor; those that were correlated before are passed over. */
  correlate(request: {
    readonly changes: readonly CampaignReportFacts[];
    readonly through: number;
    readonly weights: LinkWeights;
    readonly nowMs: number;
  }): Promise<{ readonly tied: number }>;
  /** Reports that have something that was seen here; `through` is the caller's own mark of how far it is. */
  markSeen(reports: readonly string[], through: number): Promise<void>;
  seenThrough(): Promise<number>;
  /** Campaigns with something of ours that have changed since they were dealt with, oldest first. */
  concerns(limit: number, reportsMax: number): Promise<readonly CampaignConcern[]>;
  dealtWith(campaign: number, due: number): Promise<void>;
  /** Those that changed last come first. */
  page(query: { readonly after: string | undefined; readonly limit: number }): Promise<{
    readonly items: readonly CampaignOutline[];
    readonly total: number;
    readonly next: string | null;
  }>;
  /** The one that took it in, where it was merged; without reports, where it fell apart. */
  detail(
    campaign: number,
    limits: { readonly members: number; readonly ties: number },
  ): Promise<CampaignDetail | undefined>;
  /** Of each report that is in one. */
  campaignsOf(
    reports: readonly string[],
  ): Promise<readonly { readonly report: string; readonly outline: CampaignOutline }[]>;
  /** The strongest tie of a report to what is ours. */
  tieToOurs(report: string): Promise<CampaignTie | undefined>;
  /** A stored report against features; undefined where it is not kept. */
  compared(features: Uint8Array, report: string): Promise<ComparedLink | undefined>;
  /** This company's own word on two reports. False where there is nothing to say it of. */
  correct(campaign: number, correction: Omit<CorrectionRow, "id" | "secret">): Promise<boolean>;
  /** False where there is none. */
  undoCorrection(id: number, nowMs: number): Promise<boolean>;
  correction(id: number): Promise<CorrectionRow | undefined>;
  correctionOn(one: string, other: string): Promise<CorrectionRow | undefined>;
  /** The one that was kept first, where there is one; undefined where there is no such correction. */
  keepSecret(id: number, secret: Uint8Array): Promise<Uint8Array | undefined>;
  /** Those that a report is tied to. */
  tiedTo(report: string): Promise<readonly string[]>;
  /** How far the votes of members have come: the caller's own mark. */
  votesThrough(): Promise<number>;
  /** `features`: of the first report, `packFeatures`; null where its content is not here. */
  setVotes(request: {
    readonly votes: readonly (PairVotes & { readonly features: Uint8Array | null })[];
    readonly through: number;
    readonly weights: LinkWeights;
    readonly nowMs: number;
  }): Promise<void>;
}
