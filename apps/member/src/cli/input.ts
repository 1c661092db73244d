/** Files and pipes that a person names: read with a limit, and nothing of their names goes into an error. */

import { type FileHandle, open } from "node:fs/promises";
import path from "node:path";

import { concatBytes, textOf, TocsinError } from "@tocsin/kernel";

import { detectCharset } from "../documents/charset.ts";
import { sniffDocument } from "../documents/sniff.ts";
import { usageError } from "./failure.ts";
import type { Terminal } from "./terminal.ts";
import { parseWrittenJson } from "./written-json.ts";

const pieceBytes = 64 * 1024;
const packed: ReadonlySet<string> = new Set(["docx", "pdf"]);

export interface Input {
  /** The last part of the file's name; "stdin" for a pipe. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** `-` is stdin. Throws `document-missing`, `too-large`. */
export async function readInput(
  terminal: Terminal,
  file: string,
  bytesMax: number,
): Promise<Input> {
  const { name, chunks } = await openInput(terminal, file, bytesMax);
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(new Uint8Array(chunk));
  return { name, bytes: concatBytes(...all) };
}

export interface InputChunks {
  readonly name: string;
  /** 0 where that is not known. */
  readonly size: number;
  /** Each is gone with the next one. Throws `too-large`. */
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** The same piece by piece, for what may be large. Throws `document-missing`, `too-large`. */
export async function openInput(
  terminal: Terminal,
  file: string,
  bytesMax: number,
): Promise<InputChunks> {
  if (file === "-") return { name: "stdin", size: 0, chunks: stdinChunks(terminal, bytesMax) };
  return { name: path.basename(file), ...(await fileChunks(file, bytesMax)) };
}

/** As Windows writes it, too: UTF-16, or Windows-1252. Throws `document-unsupported` as well. */
export async function readTextInput(
  terminal: Terminal,
  file: string,
  bytesMax: number,
): Promise<string> {
  const { bytes } = await readInput(terminal, file, bytesMax);
  const sniffed = sniffDocument(bytes);
  if (sniffed.is === "encrypted") throw new TocsinError("document-encrypted");
  if (sniffed.is === "unsupported") {
    throw new TocsinError("document-unsupported", { detail: sniffed.what });
  }
  const { label, markBytes, doubt } = detectCharset(bytes);
  const isPacked = sniffed.is === "document" && packed.has(sniffed.format);
  if (isPacked || doubt === "broken") {
    throw new TocsinError("document-unsupported", {
      detail: isPacked ? "no plain text" : "not UTF-8",
    });
  }
  return new TextDecoder(label, { ignoreBOM: true }).decode(bytes.subarray(markBytes));
}

/** Throws `json-malformed` and `json-name-twice` as well. */
export async function readJsonInput(
  terminal: Terminal,
  file: string,
  bytesMax: number,
): Promise<unknown> {
  const { bytes } = await readInput(terminal, file, bytesMax);
  const text = textOf(bytes);
  if (text === undefined) throw new TocsinError("json-malformed", { detail: "not UTF-8" });
  return parseWrittenJson(text);
}

/** Where several files were given, an error tells which of them it is about, by its option. */
export async function inOption<Value>(flag: string, reading: Promise<Value>): Promise<Value> {
  try {
    return await reading;
  } catch (cause) {
    if (!(cause instanceof TocsinError)) throw cause;
    const { code, detail } = cause;
    throw new TocsinError(code, {
      detail: detail === undefined ? flag : `${flag}, ${detail}`,
      cause,
    });
  }
}

async function* stdinChunks(terminal: Terminal, bytesMax: number): AsyncGenerator<Uint8Array> {
  if (terminal.asks)
    terminal.note("Reading from the terminal; end with Ctrl-D on a line of its own.\n");
  yield* bounded(terminal.streams.stdin, bytesMax);
}

/** Also from a named pipe, such as a shell's `<(command)`; folders are refused. */
async function fileChunks(
  file: string,
  bytesMax: number,
): Promise<Pick<InputChunks, "size" | "chunks">> {
  const handle = await open(file, "r").catch((): never => {
    throw new TocsinError("document-missing");
  });
  try {
    const stat = await handle.stat();
    if (stat.isDirectory()) throw new TocsinError("document-missing");
    if (stat.size > bytesMax) throw tooLarge(bytesMax);
    return { size: stat.size, chunks: bounded(piecesOf(handle), bytesMax) };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Into one and the same buffer: a large file leaves no heap of buffers behind. */
async function* piecesOf(handle: FileHandle): AsyncGenerator<Uint8Array> {
  try {
    const buffer = new Uint8Array(pieceBytes);
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, pieceBytes, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

async function* bounded(
  chunks: AsyncIterable<unknown>,
  bytesMax: number,
): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const chunk of chunks) {
    const bytes = chunk instanceof Uint8Array ? chunk : Buffer.from(String(chunk));
    length += bytes.length;
    if (length > bytesMax) throw tooLarge(bytesMax);
    yield bytes;
  }
}

function tooLarge(bytesMax: number): TocsinError {
  return new TocsinError("too-large", { detail: `${bytesMax} bytes` });
}

/** Stdin can be read once. */
export function refuseTwoStdins(...files: readonly (string | undefined)[]): void {
  if (files.filter((it) => it === "-").length > 1) throw usageError("- can be given once");
}
