/**
 * The feed as static files: checkpoint, tiles and batches. All of it can be made again from the store;
 * the checkpoint is also what tells an old backup of the store.
 */

import { rm } from "node:fs/promises";
import path from "node:path";

import { type Round, textOf, utf8 } from "@tocsin/kernel";
import { makeFolder } from "@tocsin/kernel/folders";
import type { TileFile } from "@tocsin/ledger";

import { namesIn, readIfThere, writeDurably } from "./durable-files.ts";

/** Batches in one folder of the disk. */
const roundsPerFolder = 1000;
/** Files written at one time. */
const writesAtOnce = 8;

export class FeedFolder {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  open(): void {
    makeFolder(this.#folder);
  }

  /** The published checkpoint, or undefined where there is none or it is no text. */
  async checkpoint(): Promise<string | undefined> {
    const bytes = await readIfThere(this.#path("checkpoint"));
    return bytes === undefined ? undefined : (textOf(bytes) ?? "");
  }

  writeCheckpoint(note: string): Promise<void> {
    return writeDurably(this.#path("checkpoint"), utf8(note));
  }

  batch(round: Round): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return readIfThere(this.#batchPath(round));
  }

  writeBatch(round: Round, bytes: Uint8Array): Promise<void> {
    return writeDurably(this.#batchPath(round), bytes);
  }

  /** `at`: "tile/…", as `tilePath` makes and `parseTilePath` accepts it. */
  tile(at: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return readIfThere(this.#path(at));
  }

  /** Widths at which a partial tile is there; its path without the width is given. */
  async partialWidths(at: string): Promise<number[]> {
    const names = await namesIn(this.#path(`${at}.p`));
    return names.filter((name) => /^\d{1,3}$/.test(name)).map(Number);
  }

  /** Partial tiles go once the full one is there, as the specification allows. */
  async removePartials(at: string): Promise<void> {
    await rm(this.#path(`${at}.p`), { recursive: true, force: true });
  }

  async writeTiles(files: readonly Pick<TileFile, "path" | "bytes">[]): Promise<void> {
    for (let from = 0; from < files.length; from += writesAtOnce) {
      const some = files.slice(from, from + writesAtOnce);
      await Promise.all(some.map((file) => this.#writeTile(file)));
    }
  }

  async #writeTile(file: Pick<TileFile, "path" | "bytes">): Promise<void> {
    await writeDurably(this.#path(file.path), file.bytes);
    if (!file.path.includes(".p/")) await this.removePartials(file.path);
  }

  #batchPath(round: Round): string {
    return this.#path("batches", String(Math.floor(round / roundsPerFolder)), String(round));
  }

  #path(...parts: readonly string[]): string {
    return path.join(this.#folder, ...parts);
  }
}
