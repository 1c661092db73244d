/**
 * From what went wrong in a worker to an error of the catalogue. SQLite's texts name tables and
 * columns, so they may travel as a cause; the texts of other errors may hold values and do not.
 */

import { type ErrorCode, TocsinError } from "@tocsin/kernel";

/** An error as it crosses between threads. */
export interface Fault {
  readonly code: ErrorCode;
  readonly detail: string | undefined;
  /** SQLite's own words, or the places in our source that the error came through. */
  readonly trace: string | undefined;
  /** From the disk or from SQLite itself: it concerns more than one request. */
  readonly storage: boolean;
}

/** Faults of the disk or the file: they concern the whole transaction, not one request. */
export function storageFault(error: unknown): Fault | undefined {
  const code = codes.get(sqliteCode(error) ?? 0) ?? fileCode(error);
  return code === undefined
    ? undefined
    : { code, detail: undefined, trace: traceOf(error), storage: true };
}

export function faultOf(error: unknown, where: string): Fault {
  if (error instanceof TocsinError) {
    const { code, detail, cause } = error;
    return { code, detail, trace: traceOf(cause), storage: false };
  }
  const storage = storageFault(error);
  if (storage !== undefined) return storage;
  return {
    code: "store-operation-failed",
    detail: where,
    trace: traceOf(error),
    storage: false,
  };
}

export function errorOf(fault: Fault): TocsinError {
  const { detail, trace } = fault;
  return new TocsinError(fault.code, {
    ...(detail === undefined ? {} : { detail }),
    ...(trace === undefined ? {} : { cause: new Error(trace) }),
  });
}

/** Primary result codes, https://www.sqlite.org/rescode.html */
const codes = new Map<number, ErrorCode>([
  [5, "store-locked"],
  [6, "store-locked"],
  [7, "store-failed"],
  [8, "store-failed"],
  [10, "store-failed"],
  [11, "store-damaged"],
  [13, "store-full"],
  [14, "store-failed"],
  [15, "store-failed"],
  [26, "store-damaged"],
]);

function sqliteCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("errcode" in error)) return undefined;
  return typeof error.errcode === "number" ? error.errcode & 0xff : undefined;
}

/** Of an error of node:fs. */
function fileCode(error: unknown): ErrorCode | undefined {
  if (!(error instanceof Error) || !("syscall" in error && "code" in error)) return undefined;
  return error.code === "ENOSPC" || error.code === "EDQUOT" ? "store-full" : "store-failed";
}

/** What may be told of an error: SQLite's text, or the places in the source that it came through. */
export function traceOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("errcode" in error) return error.message;
  const places = (error.stack ?? "").split("\n").filter((line) => line.startsWith("    at "));
  return [error.name, ...places].join("\n");
}
