/** What the threads of one database say to each other. Both ends are this folder. */

import type { Fault } from "./faults.ts";
import type { EngineLimits } from "./limits.ts";

export interface Start {
  readonly role: "writer" | "reader";
  readonly module: string;
  readonly name: string;
  readonly file: string;
  readonly now: number;
  readonly limits: EngineLimits;
}

export interface Call {
  readonly operation: string;
  readonly args: readonly unknown[];
}

export type Answer =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly fault: Fault };

export type ToWorker =
  | { readonly kind: "calls"; readonly calls: readonly Call[] }
  | { readonly kind: "fold-log" }
  | { readonly kind: "release-reserve" }
  | { readonly kind: "close" };

/** Every message to a worker is answered by exactly one, in order. */
export type FromWorker =
  | { readonly kind: "ready"; readonly notices: readonly Notice[] }
  | { readonly kind: "answers"; readonly answers: readonly Answer[]; readonly fault?: Fault }
  | { readonly kind: "done"; readonly fault?: Fault };

/** What an operator must hear of. */
export type Notice =
  | { readonly kind: "network-file-system"; readonly name: string }
  | { readonly kind: "no-reserve" }
  | { readonly kind: "migrated"; readonly from: number; readonly to: number }
  | { readonly kind: "fault"; readonly fault: Fault }
  | { readonly kind: "recovered" };
