/**
 * What commands may ask of the node, without what it takes to ask: so that `--help` starts at once. Paths,
 * what is sent and what is answered are those of the node's own routes: anything else does not compile.
 */

import type { nodeEvents } from "@tocsin/wire/node-api";
import type { z } from "zod";

import type { NodeOperations } from "./node-operations.ts";

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

/** "drafts/{}/share" of ["drafts", id, "share"]. */
type Joined<Path extends readonly string[]> = Path extends readonly [
  infer First extends string,
  ...infer Rest extends readonly string[],
]
  ? Rest extends readonly []
    ? Segment<First>
    : `${Segment<First>}/${Joined<Rest>}`
  : never;
type Segment<Text extends string> = string extends Text ? "{}" : Text;

type OperationAt<
  M extends Method,
  Path extends readonly string[],
> = NodeOperations[`${M} ${Joined<Path>}` & keyof NodeOperations];

type AnswerOf<Operation> = Operation extends { readonly answer: infer Answer extends z.ZodType }
  ? Answer
  : never;

/** Nothing where an operation takes nothing; what it needs where it takes something. */
type AskingOf<Operation> = Operation extends { readonly bytes: true }
  ? [asking: AskingWith<Operation>]
  : Operation extends { readonly json: z.ZodType }
    ? [asking: AskingWith<Operation> & { readonly json: unknown }]
    : [asking?: AskingWith<Operation>];

interface AskingWith<Operation> {
  readonly query?: Operation extends { readonly query: infer Name extends string }
    ? { readonly [Each in Name]?: string | undefined }
    : never;
  readonly json?: Operation extends { readonly json: infer Json extends z.ZodType }
    ? z.input<Json>
    : never;
  readonly bytes?: Operation extends { readonly bytes: true } ? Uint8Array : never;
  readonly deadlineMs?: number;
}

export interface NodeClient {
  /** `path` in segments, each taken literally. Throws `NodeRefusal`, `node-not-running`. */
  ask<const M extends Method, const Path extends readonly string[]>(
    method: M,
    path: Path,
    schema: AnswerOf<OperationAt<M, Path>>,
    ...asking: AskingOf<OperationAt<M, Path>>
  ): Promise<z.output<AnswerOf<OperationAt<M, Path>>>>;
  /** For answers without content. */
  tell<const M extends Method, const Path extends readonly string[]>(
    method: M,
    path: Path,
    ...asking: AskingOf<OperationAt<M, Path>>
  ): Promise<void>;
  events(signal: AbortSignal): AsyncIterable<NodeEvent>;
}
