/**
 * Logs as they are kept: plain, gzip or Zstandard, told apart by their first bytes. Bombs are
 * refused by how much more comes out than goes in.
 */

import { pipeline } from "node:stream/promises";
import { constants, createGunzip, createZstdDecompress } from "node:zlib";

import { TocsinError } from "@tocsin/kernel";

import { type FramePiece, ZstandardFrames } from "./zstandard-frames.ts";

export type Packing = "gzip" | "plain" | "zstandard";

/** A log seldom packs to less than a fiftieth; what is below this share of itself is a bomb. */
const unpackedRatioMax = 250;
/** Unpacked bytes below which the ratio says nothing. */
const ratioBytesMin = 16 * 1024 * 1024;
const unpackedBytesMax = 2 ** 40;
const outputBytes = 256 * 1024;
/** Memory that a Zstandard frame may ask for: 2^27 bytes. */
const zstandardWindowLogMax = 27;

const magics: readonly (readonly [Packing, readonly number[]])[] = [
  ["gzip", [0x1f, 0x8b]],
  ["zstandard", [0x28, 0xb5, 0x2f, 0xfd]],
];

/** In these nothing could be found, and that must not look like a log without hits. */
const otherMagics: readonly (readonly [name: string, magic: readonly number[]])[] = [
  ["ZIP", [0x50, 0x4b, 0x03, 0x04]],
  ["bzip2", [0x42, 0x5a, 0x68]],
  ["xz", [0xfd, 0x37, 0x7a, 0x58]],
  ["7-Zip", [0x37, 0x7a, 0xbc, 0xaf]],
  ["LZ4", [0x04, 0x22, 0x4d, 0x18]],
  ["RAR", [0x52, 0x61, 0x72, 0x21]],
  ["Windows event log", [0x45, 0x6c, 0x66, 0x46]],
  ["Parquet", [0x50, 0x41, 0x52, 0x31]],
  ["UTF-32", [0xff, 0xfe, 0, 0]],
  ["UTF-32", [0, 0, 0xfe, 0xff]],
];

function refusePacked(first: Uint8Array, isUnpacked: boolean): void {
  const magicsInside = isUnpacked ? [...otherMagics, ...magics] : otherMagics;
  for (const [name, magic] of magicsInside) {
    if (magic.every((byte, at) => first[at] === byte))
      throw new TocsinError("log-packed", { detail: name });
  }
}

export function packingOf(first: Uint8Array): Packing {
  for (const [packing, magic] of magics) {
    if (magic.every((byte, at) => first[at] === byte)) return packing;
  }
  return "plain";
}

export interface Unpacked {
  readonly packing: Packing;
}

export interface UnpackOptions {
  readonly signal?: AbortSignal | undefined;
  /** So many come out before a bomb is suspected. */
  readonly trustedBytes?: number;
}

/** Calls for each piece in turn. Throws `document-damaged`, `log-over-limit`, `log-packed`. */
export async function unpack(
  packed: AsyncIterable<Uint8Array>,
  take: (piece: Uint8Array) => void,
  { signal, trustedBytes = ratioBytesMin }: UnpackOptions = {},
): Promise<Unpacked> {
  const source = new Counted(packed);
  const first = await source.first();
  refusePacked(first, false);
  const packing = packingOf(first);
  const stop = signal === undefined ? {} : { signal };
  let unpacked = 0;
  const drain = async (pieces: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const piece of pieces) {
      signal?.throwIfAborted();
      if (unpacked === 0 && packing !== "plain") refusePacked(piece, true);
      unpacked += piece.length;
      if (packing !== "plain") refuseBomb(source.bytes, unpacked, trustedBytes);
      take(piece);
    }
  };
  try {
    if (packing === "plain") await drain(source.chunks());
    else if (packing === "gzip") {
      const gunzip = createGunzip({ chunkSize: outputBytes });
      await pipeline(source.chunks(), gunzip, drain, stop);
    } else await unpackFrames(source.chunks(), drain, stop);
  } catch (cause) {
    throw isZlibError(cause) ? new TocsinError("document-damaged", { cause }) : cause;
  }
  return { packing };
}

type Drain = (pieces: AsyncIterable<Uint8Array>) => Promise<void>;

/** One frame after the other. */
async function unpackFrames(
  chunks: AsyncIterable<Uint8Array>,
  drain: Drain,
  stop: { readonly signal?: AbortSignal },
): Promise<void> {
  const pieces = framePieces(chunks);
  const params = { [constants.ZSTD_d_windowLogMax]: zstandardWindowLogMax };
  for (;;) {
    const first = await pieces.next();
    if (first.done === true) return;
    const inflate = createZstdDecompress({ chunkSize: outputBytes, params });
    await pipeline(oneFrame(first.value, pieces), inflate, drain, stop);
  }
}

async function* framePieces(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<FramePiece> {
  const frames = new ZstandardFrames();
  for await (const chunk of chunks) {
    const pieces = frames.take(chunk);
    if (pieces === undefined) throw new TocsinError("document-damaged");
    yield* pieces;
  }
  if (!frames.isBetween) throw new TocsinError("document-damaged");
}

async function* oneFrame(
  first: FramePiece,
  pieces: AsyncGenerator<FramePiece>,
): AsyncGenerator<Uint8Array> {
  yield first.bytes;
  for (let isLast = first.isLast; !isLast;) {
    const next = await pieces.next();
    if (next.done === true) return;
    yield next.value.bytes;
    isLast = next.value.isLast;
  }
}

function refuseBomb(packed: number, unpacked: number, trustedBytes: number): void {
  if (unpacked > unpackedBytesMax) {
    throw new TocsinError("log-over-limit", { detail: `more than ${unpackedBytesMax} bytes` });
  }
  if (unpacked > trustedBytes && unpacked > packed * unpackedRatioMax) {
    const detail = `more than ${unpackedRatioMax} times as large as its file`;
    throw new TocsinError("log-over-limit", { detail });
  }
}

function isZlibError(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" && /^(?:Z_|ZSTD_|ERR_ZLIB)/.test(code);
}

/** What was read so far, and its beginning before the rest. */
class Counted {
  bytes = 0;
  readonly #iterator: AsyncIterator<Uint8Array>;
  #held: Uint8Array[] = [];

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#iterator = source[Symbol.asyncIterator]();
  }

  /** At least as many bytes as the longest magic, where there are so many. */
  async first(): Promise<Uint8Array> {
    const bytesMin = 4;
    let held = new Uint8Array(0);
    while (held.length < bytesMin) {
      const chunk = await this.#read();
      if (chunk === undefined) break;
      this.#held.push(chunk);
      held = Uint8Array.from([...held, ...chunk.subarray(0, bytesMin)]);
    }
    return held;
  }

  async *chunks(): AsyncGenerator<Uint8Array> {
    const held = this.#held;
    this.#held = [];
    // In one, so that whoever looks at the first piece sees its beginning.
    if (held.length > 0) yield Buffer.concat(held);
    for (let chunk = await this.#read(); chunk !== undefined; chunk = await this.#read()) {
      yield chunk;
    }
  }

  async #read(): Promise<Uint8Array | undefined> {
    const next = await this.#iterator.next();
    if (next.done === true) return undefined;
    this.bytes += next.value.length;
    return next.value;
  }
}
