/** What is found in a log. */

export interface LogMatch {
  /** From 1. */
  readonly line: number;
  /** Bytes of the log before it. */
  readonly offset: number;
  readonly type: string;
  /** The indicator, in its canonical form. */
  readonly value: string;
  readonly source: string;
  /** The log's own words. */
  readonly text: string;
  readonly how: LogMatchKind;
}

/** `subdomain` of a known name, address in a known `range`, URL of which a known one is a `prefix`. */
export type LogMatchKind = "exact" | "prefix" | "range" | "subdomain";

export interface LogTotals {
  readonly bytes: number;
  readonly lines: number;
  readonly matches: number;
  /** Runs of more than 512 letters and digits: encoded data, not looked at. */
  readonly longRuns: number;
}
