/** A log of any size against everything that is known. It is read here and nowhere else goes. */

import { type FileHandle, open } from "node:fs/promises";

import { TocsinError } from "@tocsin/kernel";
import type { LogMatch, LogTotals, Matcher } from "@tocsin/threat/matching";

import { byteOrderMark, wideWithoutMark } from "../documents/charset.ts";
import { type Packing, unpack } from "./unpacking.ts";

export interface MatchOptions {
  readonly onMatch: (match: LogMatch) => void;
  /** Bytes of the file that were read, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** Bytes, lines and offsets are those of the log as it is unpacked; of UTF-16, as UTF-8. */
export interface MatchedLog extends LogTotals {
  readonly packing: Packing;
}

const readBytes = 256 * 1024;

/** Throws `document-missing`, `document-damaged`, `log-over-limit`, `log-packed`. */
export async function matchFile(
  file: string,
  matcher: Matcher,
  options: MatchOptions,
): Promise<MatchedLog> {
  const handle = await open(file, "r").catch((cause: unknown): never => {
    throw new TocsinError("document-missing", { cause });
  });
  try {
    const stat = await handle.stat();
    if (stat.isDirectory()) throw new TocsinError("document-missing");
    return await matchStream(chunksOf(handle, stat.size, options.onProgress), matcher, options);
  } finally {
    await handle.close();
  }
}

async function* chunksOf(
  handle: FileHandle,
  size: number,
  onProgress: MatchOptions["onProgress"],
): AsyncGenerator<Uint8Array> {
  let done = 0;
  for (;;) {
    // Each has its own bytes: unpacking reads ahead.
    const { bytesRead, buffer } = await handle.read(new Uint8Array(readBytes), 0, readBytes, null);
    if (bytesRead === 0) return;
    done += bytesRead;
    onProgress?.(done, Math.max(done, size));
    yield buffer.subarray(0, bytesRead);
  }
}

/** The same for what comes through a pipe. */
export async function matchStream(
  packed: AsyncIterable<Uint8Array>,
  matcher: Matcher,
  { onMatch, signal }: MatchOptions,
): Promise<MatchedLog> {
  const scanner = matcher.scanner(onMatch);
  const text = new LogText((bytes) => {
    scanner.scan(bytes);
  });
  const take = (piece: Uint8Array): void => {
    text.take(piece);
  };
  try {
    const { packing } = await unpack(packed, take, { signal });
    return { ...scanner.end(), packing };
  } catch (error) {
    // What could be read of a damaged log is looked at to its end, and then the damage is said.
    if (error instanceof TocsinError) scanner.end();
    throw error;
  }
}

/** Windows writes logs in UTF-16 too, with a mark in front or without one. */
class LogText {
  readonly #give: (bytes: Uint8Array) => void;
  readonly #encoder = new TextEncoder();
  #decoder: TextDecoder | undefined;
  #isFirst = true;

  constructor(give: (bytes: Uint8Array) => void) {
    this.#give = give;
  }

  take(piece: Uint8Array): void {
    if (this.#isFirst && piece.length > 0) {
      this.#isFirst = false;
      const wide = byteOrderMark(piece).label ?? wideWithoutMark(piece);
      if (wide?.startsWith("utf-16") === true) this.#decoder = new TextDecoder(wide);
    }
    if (this.#decoder === undefined) this.#give(piece);
    else this.#give(this.#encoder.encode(this.#decoder.decode(piece, { stream: true })));
  }
}
