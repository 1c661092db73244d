/**
 * Untrusted files to plain text. What a person would see in the file is kept, what nobody sees is
 * dropped and said; a file that cannot be read whole is refused with its reason.
 */

import { open } from "node:fs/promises";

import { assert, type Clock, type ErrorCode, TocsinError, unreachable } from "@tocsin/kernel";

import { createConfinement } from "./confinement.ts";
import type { DocumentFormat, DocumentNote, DocumentReading } from "./document.ts";
import type { UnreadableWhy } from "./confined/unreadable.ts";
import { formatOfLabels } from "./labels.ts";
import { confinementLimits, documentLimits as limits, megabytes } from "./limits.ts";
import { noteOf } from "./note-text.ts";
import { readPlainText } from "./plain-text.ts";
import { createReading } from "./reading.ts";
import { sniffDocument } from "./sniff.ts";
import type { Sniffed } from "./sniffed.ts";
import { createTurns } from "./turns.ts";

export interface DocumentRequest {
  /** The content, or where it is. */
  readonly source: { readonly bytes: Uint8Array } | { readonly path: string };
  /** The file's name, for its ending only. */
  readonly name?: string;
  /** A media type that came with it, such as an upload's. */
  readonly declaredType?: string;
  readonly signal?: AbortSignal;
  /** For long plain text. */
  readonly progress?: (doneBytes: number, totalBytes: number) => void;
}

export interface DocumentReader {
  /**
   * Throws `document-empty`, `-encrypted`, `-unsupported`, `-damaged`, `-over-limit`, `-missing`, `-reader-missing`,
   * `too-large` or `too-busy`; no message holds a name or text of the file.
   */
  readonly readDocument: (request: DocumentRequest) => Promise<DocumentReading>;
}

const parsed: ReadonlySet<DocumentFormat> = new Set(["docx", "eml", "html", "pdf"]);

export function createDocumentReader({ clock }: { readonly clock: Clock }): DocumentReader {
  const confinement = createConfinement({ clock });
  const turns = createTurns(limits.parallelMax, limits.waitingMax);
  return {
    readDocument: async (request) => {
      request.signal?.throwIfAborted();
      const bytes = await contentOf(request.source);
      const label = "path" in request.source ? (request.name ?? request.source.path) : request.name;
      const labelled = formatOfLabels(label, request.declaredType);
      const sniffed = refuseUnread(sniffDocument(bytes, labelled), bytes.length);
      const notes: DocumentNote[] = [];
      if (labelled !== undefined && !fits(labelled, sniffed.format))
        notes.push(noteOf("mislabelled"));
      if (sniffed.polyglot) notes.push(noteOf("polyglot"));
      const { format } = sniffed;
      if (!parsed.has(format)) {
        const plain = await readPlainText(bytes, request);
        notes.push(...plain.notes.map(({ note, count }) => noteOf(note, count)));
        return { format, text: plain.text, notes, parts: [] };
      }
      const read = await turns.take(() => readParsed(format, bytes, request.signal));
      refuseWordless(read);
      return { format, ...read, notes: [...notes, ...read.notes] };
    },
  };

  async function readParsed(
    format: DocumentFormat,
    bytes: Uint8Array,
    signal: AbortSignal | undefined,
  ): Promise<Omit<DocumentReading, "format">> {
    const reading = createReading();
    let sound = true;
    const request = {
      format,
      bytes: bytes.length,
      textCharsMax: limits.textCharsMax,
      partDepthMax: limits.partDepthMax,
      partsMax: limits.partsMax,
      partBytesMax: limits.formatBytesMax,
    };
    const run = await confinement.run(
      request,
      bytes,
      (frame) => (sound &&= reading.take(frame)),
      signal,
    );
    const main = reading.main();
    if ("why" in main) throw unread(main.why ?? (run.ending === "broken" ? "broken" : "limit"));
    assert(sound, "a parser's answer makes sense");
    const parts = reading.parts();
    const unreadParts = parts.filter((part) => part.format === undefined).length;
    const notes = main.notes.filter(({ kind }) => kind !== "part-unread");
    if (unreadParts > 0) notes.push(noteOf("part-unread", unreadParts));
    return { text: main.text, notes, parts };
  }
}

async function contentOf(source: DocumentRequest["source"]): Promise<Uint8Array> {
  if ("path" in source) return readWhole(source.path);
  refuseSize(source.bytes.length, limits.plainBytesMax);
  return source.bytes;
}

/** Reads an ordinary file of bounded size; devices, pipes and folders are none. */
async function readWhole(path: string): Promise<Uint8Array> {
  const file = await open(path, "r").catch((): never => {
    throw new TocsinError("document-missing");
  });
  try {
    const { size } = await file.stat().then((stat) => {
      if (!stat.isFile()) throw new TocsinError("document-missing");
      return stat;
    });
    refuseSize(size, limits.plainBytesMax);
    const bytes = new Uint8Array(size);
    let at = 0;
    while (at < size) {
      const { bytesRead } = await file.read(bytes, at, size - at, at);
      // It shrank while being read.
      if (bytesRead === 0) throw new TocsinError("document-damaged");
      at += bytesRead;
    }
    return bytes;
  } finally {
    await file.close();
  }
}

function refuseSize(bytes: number, bytesMax: number): void {
  if (bytes > bytesMax) {
    throw new TocsinError("too-large", { detail: `at most ${megabytes(bytesMax)} of this kind` });
  }
}

function refuseUnread(sniffed: Sniffed, bytes: number): Extract<Sniffed, { is: "document" }> {
  switch (sniffed.is) {
    case "document":
      if (parsed.has(sniffed.format)) refuseSize(bytes, limits.formatBytesMax);
      return sniffed;
    case "empty":
      throw new TocsinError("document-empty");
    case "encrypted":
      throw new TocsinError("document-encrypted");
    case "unsupported":
      throw new TocsinError("document-unsupported", { detail: sniffed.what });
    default:
      return unreachable(sniffed);
  }
}

/** A scan without a text layer, a page of hidden text: the notes say what there was instead. */
function refuseWordless({ text, notes, parts }: Omit<DocumentReading, "format">): void {
  if ([text, ...parts.map((part) => part.text)].some((one) => one.trim() !== "")) return;
  const detail = notes.map((note) => note.text).join(" ");
  throw new TocsinError("document-empty", detail === "" ? {} : { detail });
}

const codes: Readonly<Record<UnreadableWhy | "broken", ErrorCode>> = {
  broken: "document-reader-missing",
  damaged: "document-damaged",
  encrypted: "document-encrypted",
  limit: "document-over-limit",
  unsupported: "document-unsupported",
};

function unread(why: UnreadableWhy | "broken"): TocsinError {
  const { cpuSecondsMax, residentBytesMax } = confinementLimits;
  const bounds = `${cpuSecondsMax} s of processor time, ${megabytes(residentBytesMax)} of memory`;
  return new TocsinError(codes[why], why === "limit" ? { detail: bounds } : {});
}

/** Kinds of plain text pass for each other: no content tells Markdown from text. */
function fits(labelled: DocumentFormat, found: DocumentFormat): boolean {
  return labelled === found || (!parsed.has(labelled) && !parsed.has(found));
}
