/** What the threads of one database say to each other. Both ends are this folder. */

import type { Fault } from "./faults.ts";
import type { EngineLimits } from "./limits.ts";

/** `keeper` threads check and copy, and live for one task. */
export type Role = "writer" | "reader" | "keeper";

export interface Start {
  readonly role: Role;
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

export type Task =
  | { readonly kind: "fold-log" }
  | { readonly kind: "keep-reserve" }
  | { readonly kind: "release-reserve" }
  | { readonly kind: "check"; readonly depth: "quick" | "full" }
  | { readonly kind: "back-up"; readonly target: string }
  | { readonly kind: "restore"; readonly backup: string }
  | { readonly kind: "close" };

export interface Calls {
  readonly kind: "calls";
  readonly calls: readonly Call[];
}

export type ToWorker =
  | Calls
  /** Reads, asked of the thread that writes. */
  | { readonly kind: "reads"; readonly calls: readonly Call[] }
  | Task;

/** Every message to a worker is answered by exactly one, in order. */
export type FromWorker =
  | {
      readonly kind: "ready";
      readonly notices: readonly Notice[];
      readonly restorations: number;
      /** Whether the file is still to be looked through. */
      readonly unchecked: boolean;
    }
  | { readonly kind: "answers"; readonly answers: readonly Answer[]; readonly fault?: Fault }
  | { readonly kind: "done"; readonly fault?: Fault };

/** What an operator must hear of. */
export type Notice =
  /** Locks and shared memory of such a file system are not what SQLite relies on. */
  | { readonly kind: "network-file-system"; readonly name: string }
  /** No room to set the reserve aside. */
  | { readonly kind: "no-reserve" }
  | { readonly kind: "migrated"; readonly from: number; readonly to: number }
  /** The disk, the file or a thread failed; a group of writes is refused whole. */
  | { readonly kind: "fault"; readonly fault: Fault }
  /** Writes succeed again. */
  | { readonly kind: "recovered" };
