/** What programs in memory answer. */

import { encodeBinaryResponse } from "@tocsin/wire";
import type { Clock } from "@tocsin/kernel";
import type { NetworkAnswer } from "../../src/network.ts";

export interface Asked {
  readonly body: Uint8Array | undefined;
  readonly session: string | undefined;
  readonly signal: AbortSignal;
  readonly deadlineMs: number;
  /** Of the node that asks: it is the node that waits. */
  readonly clock?: Clock;
}

export function status(code: number): NetworkAnswer {
  return { status: code, header: () => undefined, bytes: new Uint8Array() };
}

export function ok(
  bytes: Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): NetworkAnswer {
  return { status: 200, header: (name) => headers[name], bytes };
}

export function responseOf(code: number, content: Uint8Array, padTo?: number): Uint8Array {
  const response = { informational: [], status: code, fields: [], content, trailers: [] };
  return encodeBinaryResponse(response, padTo);
}
