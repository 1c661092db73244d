/** The network as a port: one request, one answer of any status. `fetchBytes` of the http package. */

import type { Answered, Ask } from "@tocsin/http";

export type Network = (url: string, ask: Ask) => Promise<Answered>;

/** A party's URL, which may have a path of its own, with one of the protocol's paths. */
export function urlAt(base: string, path: string): string {
  return base.replace(/\/+$/, "") + path;
}
