/** What every benchmark is: a name, what it measures, and rows of values from one run. */

export interface BenchRow {
  readonly metric: string;
  readonly unit: string;
  /** One value per repetition; the median is what is quoted. */
  readonly values: readonly number[];
  /** The same work at the speed of what bounds it (fsync, one decapsulation), in the same unit. */
  readonly limit?: number;
  /** What `ratio` compares with, measured in the same run. */
  readonly peer?: string;
  /** Ours over the peer's. */
  readonly ratio?: number;
}

export interface Bench {
  readonly name: string;
  readonly about: string;
  run(report: (row: BenchRow) => void): Promise<void>;
}
