/**
 * Every error that a person or program can meet: cause, fix, HTTP status, exit code of the command
 * line. `docs/errors.md` is held against this catalogue by a test.
 */

import type { ErrorEntry } from "./error-catalogue/error-entry.ts";
import { memberErrors } from "./error-catalogue/member-errors.ts";
import { messageErrors } from "./error-catalogue/message-errors.ts";
import { operatorErrors } from "./error-catalogue/operator-errors.ts";
import { storageErrors } from "./error-catalogue/storage-errors.ts";

export type { ErrorEntry };

const entries = { ...memberErrors, ...messageErrors, ...operatorErrors, ...storageErrors } as const;

export type ErrorCode = keyof typeof entries;

export const errorCatalogue: Readonly<Record<ErrorCode, ErrorEntry>> = entries;
