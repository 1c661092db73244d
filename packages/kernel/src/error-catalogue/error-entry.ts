/** One row of the catalogue of errors. */

export interface ErrorEntry {
  readonly cause: string;
  readonly fix: string;
  /** HTTP status. */
  readonly status: number;
  /** Exit code of the command line: 1 failed, 2 usage, 3 refused by policy, 4 not authorised, 8 waits. */
  readonly exit: number;
}
