/** Batches on their way to readers: from memory while everyone fetches them, else from their file. */

import { sha256 } from "@tocsin/crypto";
import { equalBytes, type Round, toBase64Url, TocsinError } from "@tocsin/kernel";
import type { ExchangeStore } from "@tocsin/store";

import type { Ledger } from "../ledger/ledger.ts";
import { recentBytesMax } from "../limits.ts";
import type { FeedFolder } from "./folder.ts";

export interface ServedBatch {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Strong validator: a batch changes when something in it is withdrawn. */
  readonly etag: string;
}

export interface FeedReaderPorts {
  readonly store: Pick<ExchangeStore, "batch">;
  readonly folder: FeedFolder;
  readonly ledger: Ledger;
}

/** Files read at one time. */
const loadsMax = 16;

export class FeedReader {
  readonly #ports: FeedReaderPorts;
  readonly #recent = new Map<string, ServedBatch>();
  readonly #loads = new Map<string, Promise<ServedBatch>>();
  #recentBytes = 0;

  constructor(ports: FeedReaderPorts) {
    this.#ports = ports;
  }

  /** The batch of a round, or undefined where nothing was published in it. */
  async batch(round: Round): Promise<ServedBatch | undefined> {
    const stored = await this.#ports.store.batch(round);
    if (stored === undefined) return undefined;
    // Its file is being written, after a withdrawal or a crash.
    if (stored.file === null) throw new TocsinError("not-ready");
    const etag = `"${toBase64Url(stored.file)}"`;
    const recent = this.#recent.get(etag);
    if (recent !== undefined) return recent;
    const loading = this.#loads.get(etag) ?? this.#load(round, stored.file, etag);
    return loading;
  }

  /** A batch that was just published: everyone comes for it now. */
  remember(bytes: Uint8Array<ArrayBuffer>, file: Uint8Array): void {
    const etag = `"${toBase64Url(file)}"`;
    if (bytes.length > recentBytesMax || this.#recent.has(etag)) return;
    this.#recent.set(etag, { bytes, etag });
    this.#recentBytes += bytes.length;
    for (const [oldest, served] of this.#recent) {
      if (this.#recentBytes <= recentBytesMax) break;
      this.#recent.delete(oldest);
      this.#recentBytes -= served.bytes.length;
    }
  }

  /** What was erased from a file is not to be kept in memory either. */
  forget(): void {
    this.#recent.clear();
    this.#recentBytes = 0;
  }

  #load(round: Round, file: Uint8Array, etag: string): Promise<ServedBatch> {
    if (this.#loads.size >= loadsMax) throw new TocsinError("too-busy");
    const load = this.#read(round, file, etag).finally(() => this.#loads.delete(etag));
    this.#loads.set(etag, load);
    return load;
  }

  /** Never serves what is not byte for byte what was published. */
  async #read(round: Round, file: Uint8Array, etag: string): Promise<ServedBatch> {
    const { folder, ledger, store } = this.#ports;
    const bytes = await folder.batch(round);
    if (bytes !== undefined && equalBytes(sha256(bytes), file)) {
      this.remember(bytes, file);
      return { bytes, etag };
    }
    const now = await store.batch(round);
    const rewritten = now?.file === undefined || now.file === null || !equalBytes(now.file, file);
    if (rewritten || bytes === undefined) throw new TocsinError("not-ready");
    ledger.stop("batch-file");
    throw new TocsinError("ledger-damaged", { detail: `file of batch ${round}` });
  }
}
