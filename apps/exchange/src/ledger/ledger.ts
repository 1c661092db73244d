/**
 * The ledger's pen: appends entries and signs the new state, and stops for good once anything stored is
 * found not to be what was signed. C2SP tlog-tiles, tlog-checkpoint; PROTOCOL §5.
 */

import type { Ed25519SigningKey } from "@tocsin/crypto";
import { TocsinError } from "@tocsin/kernel";
import {
  appendEntries,
  frontierOf,
  type LogEdge,
  noteSigner,
  type NoteSigner,
  type NoteVerifier,
  parseVerifierKey,
  rootOf,
  signCheckpoint,
  type TileFile,
  verifierKeyText,
} from "@tocsin/ledger";

export interface LedgerKey {
  readonly origin: string;
  readonly signer: NoteSigner;
  readonly verifier: NoteVerifier;
}

export interface Appended {
  readonly edge: LogEdge;
  readonly files: readonly TileFile[];
  /** Signed note over the tree with the new entries. */
  readonly checkpoint: string;
}

export function ledgerKeyOf(origin: string, key: Ed25519SigningKey): LedgerKey {
  const verifier = parseVerifierKey(verifierKeyText(origin, key.publicKey));
  if (verifier === undefined) throw new TocsinError("invariant-broken", { detail: "ledger key" });
  return { origin, signer: noteSigner(origin, key), verifier };
}

export class Ledger {
  readonly #key: LedgerKey;
  #edge: LogEdge;
  #stopped: string | undefined;

  constructor(key: LedgerKey, edge: LogEdge) {
    this.#key = key;
    this.#edge = edge;
  }

  get size(): number {
    return this.#edge.size;
  }

  /** A word for why nothing is signed any more; undefined while all is well. */
  get stopped(): string | undefined {
    return this.#stopped;
  }

  /** From now on nothing is signed, until the program is started again and all is verified anew. */
  stop(why: string): void {
    this.#stopped ??= why;
  }

  /** The append as it would be: it counts once `advance` is told, after its commit. */
  draft(entries: readonly Uint8Array[]): Appended {
    if (this.#stopped !== undefined) {
      throw new TocsinError("signing-stopped", { detail: this.#stopped });
    }
    const { edge, files } = appendEntries(this.#edge, entries);
    const { origin, signer } = this.#key;
    const root = rootOf(frontierOf(edge));
    return { edge, files, checkpoint: signCheckpoint({ origin, size: edge.size, root }, [signer]) };
  }

  advance(appended: Appended): void {
    this.#edge = appended.edge;
  }
}
