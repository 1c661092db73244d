/**
 * Every error that a person or program can meet: cause, fix, HTTP status, exit code of the command
 * line (0 ok, 1 failed, 2 usage, 3 refused by policy, 4 not authorised, 5 partly done, 8 waits).
 * `docs/errors.md` is held against this table by a test.
 */

export interface ErrorEntry {
  readonly cause: string;
  readonly fix: string;
  readonly status: number;
  readonly exit: number;
}

const entries = {
  "invariant-broken": {
    cause: "Something that must always hold does not: a defect, or damaged data.",
    fix: "Stop the program, keep the state folder as it is, and report this with the log.",
    status: 500,
    exit: 1,
  },
  "json-malformed": {
    cause: "This is not JSON.",
    fix: "Check that the file is complete and that its first character is { or [.",
    status: 400,
    exit: 2,
  },
  "json-not-canonical": {
    cause: "This JSON is not in the one canonical form of RFC 8785.",
    fix: "Send it as the member node writes it; do not reformat it.",
    status: 400,
    exit: 1,
  },
  "message-invalid": {
    cause: "A message does not have the form that the protocol lays down.",
    fix: "Update the program that sent it; if both are current, report this with the named field.",
    status: 400,
    exit: 1,
  },
  "not-found": {
    cause: "There is nothing here under that name.",
    fix: "List what there is and use a name from the list.",
    status: 404,
    exit: 1,
  },
  "too-large": {
    cause: "This is larger than the named limit.",
    fix: "Send less at once; the limit and its unit are named in the message.",
    status: 413,
    exit: 2,
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof entries;

export const errorCatalogue: Readonly<Record<ErrorCode, ErrorEntry>> = entries;
