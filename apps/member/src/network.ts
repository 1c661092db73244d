/**
 * The network as the protocol side needs it: one request, one answer. The real one sends the fixed
 * headers of packages/http and nothing else, so that all nodes look the same.
 */

import { fetchBytes } from "@tocsin/http";

export interface NetworkRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: { readonly mediaType: string; readonly bytes: Uint8Array };
  /** Until the whole answer has come. */
  readonly deadlineMs: number;
  /** A longer answer is refused. */
  readonly bytesMax: number;
  readonly signal?: AbortSignal;
}

export interface NetworkAnswer {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly bytes: Uint8Array;
}

export interface Network {
  /** Any status is an answer. Throws `remote-unreachable`, `remote-late`, `remote-answer-invalid`. */
  send(request: NetworkRequest): Promise<NetworkAnswer>;
}

export const httpNetwork: Network = {
  send: ({ url, ...ask }) => fetchBytes(url, ask),
};
