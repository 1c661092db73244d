/**
 * Errors as programs read them: RFC 9457 problem details. They come from the error catalogue alone,
 * so an answer says what to do and never what was inside: no value, name, token or address.
 */

import { type ErrorCode, errorCatalogue, TocsinError } from "@tocsin/kernel";
import { z } from "zod";

export const problemMediaType = "application/problem+json";
export const problemBytesMax = 4096;

export const problem = z.object({
  /** Code of the catalogue. */
  type: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/),
  title: z.string().max(500),
  status: z.number().int().min(400).max(599),
  fix: z.string().max(500),
  /** Named limit, field path or count that narrows the cause. */
  detail: z.string().max(300).optional(),
  /** Stands in the log beside what happened. */
  id: z.string().max(40),
});
export type Problem = z.output<typeof problem>;

/** What is told of an error: a TocsinError as it is, anything else as a defect. */
export function problemOf(error: unknown, id: string): Problem {
  const known = error instanceof TocsinError ? error : new TocsinError("invariant-broken");
  const { title, fix, status } = entryOf(known.code);
  const shown = known.detail === undefined || status >= 500 ? {} : { detail: known.detail };
  return { type: known.code, title, status, fix, ...shown, id };
}

/** The same error on the asking side, or undefined where its code is none of ours. */
export function errorOf(told: Problem): TocsinError | undefined {
  if (!isCode(told.type)) return undefined;
  const detail = told.detail === undefined ? undefined : printable(told.detail);
  return new TocsinError(told.type, detail === undefined ? {} : { detail });
}

function entryOf(code: ErrorCode): { title: string; fix: string; status: number } {
  const { cause, fix, status } = errorCatalogue[code];
  return { title: cause, fix, status };
}

function isCode(text: string): text is ErrorCode {
  return Object.hasOwn(errorCatalogue, text);
}

/** A remote text lands in a terminal: only plain ASCII passes. */
function printable(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, "?");
}
