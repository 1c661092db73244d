/** What commands may ask of the node, without what it takes to ask: so that `--help` starts at once. */

import type { nodeEvents } from "@tocsin/wire/node-api";
import type { z } from "zod";

/** Reading a file in the node, checking the whole ledger, stretching a passphrase. */
export const longDeadlineMs = 10 * 60_000;

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
export type Query = Readonly<Record<string, string | undefined>>;

export interface Asking {
  readonly query?: Query;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as they are. */
  readonly bytes?: Uint8Array;
  readonly deadlineMs?: number;
}

export interface NodeEvent {
  readonly name: (typeof nodeEvents)[number] | "open";
  readonly data: string;
}

export interface NodeClient {
  /** `path` in segments, each taken literally. Throws `NodeRefusal`, `node-not-running`. */
  ask<Schema extends z.ZodType>(
    method: Method,
    path: readonly string[],
    schema: Schema,
    asking?: Asking,
  ): Promise<z.output<Schema>>;
  /** For answers without content. */
  tell(method: Method, path: readonly string[], asking?: Asking): Promise<void>;
  events(signal: AbortSignal): AsyncIterable<NodeEvent>;
}
