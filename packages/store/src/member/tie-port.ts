/** What members say of two reports, as the ledger tells it in coarse counts. Nobody is named in it. */

export interface NewTie {
  /** Ledger position: of two leaves on a pair the later counts. */
  readonly index: number;
  /** Names of the reports, the lower one first. */
  readonly a: string;
  readonly b: string;
  /** Canonical JSON of the counts. */
  readonly counts: string;
}

export interface TieRow extends Omit<NewTie, "index"> {
  /** Rises with everything that reaches this node, also where an older section is read late. */
  readonly arrival: number;
}

export interface TieStore {
  /** What came after an arrival, in its order. */
  since(arrival: number, limit: number): Promise<readonly TieRow[]>;
}
