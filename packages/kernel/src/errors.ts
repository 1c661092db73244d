/**
 * The one error of the product. Its code comes from the closed catalogue; its text never holds an
 * observable, name, token or address.
 */

import { type ErrorCode, errorCatalogue } from "./error-catalogue.ts";

export class TocsinError extends Error {
  readonly code: ErrorCode;
  readonly detail: string | undefined;

  /** `detail` narrows the cause and must hold nothing private: a limit, a field's path, a count. */
  constructor(code: ErrorCode, options: { detail?: string; cause?: unknown } = {}) {
    const { cause } = errorCatalogue[code];
    const { detail } = options;
    super(detail === undefined ? cause : `${cause} (${detail})`, { cause: options.cause });
    this.name = "TocsinError";
    this.code = code;
    this.detail = detail;
  }

  get fix(): string {
    return errorCatalogue[this.code].fix;
  }

  /** HTTP status that answers this error. */
  get status(): number {
    return errorCatalogue[this.code].status;
  }

  /** Exit code of the command line. */
  get exit(): number {
    return errorCatalogue[this.code].exit;
  }
}

/** For invariants: what can only fail through a defect or damage. */
export function assert(condition: unknown, what: string): asserts condition {
  if (condition === false || condition === undefined || condition === null) {
    throw new TocsinError("invariant-broken", { detail: what });
  }
}

/** For the default branch of a complete switch. */
export function unreachable(value: never): never {
  throw new TocsinError("invariant-broken", { detail: `unexpected ${typeof value}` });
}
