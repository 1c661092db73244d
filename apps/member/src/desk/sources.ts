/** From what was pasted or uploaded to the text of a draft. The source never leaves the node. */

import { TocsinError } from "@tocsin/kernel";
import type { DraftSource } from "@tocsin/store";
import type { DocumentReading } from "../documents/document.ts";
import type { DocumentReader } from "../documents/read-document.ts";

/** Characters of one source: what can be inspected within the deadline on a slow machine. */
export const inspectedCharsMax = 4_000_000;
const nameCharsMax = 255;
const noteCharsMax = 300;
const notesMax = 100;

export interface SourceRequest {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly signal?: AbortSignal;
}

/** Throws `too-large` and the errors of `readDocument`. */
export async function readSource(
  reader: DocumentReader,
  { name, bytes, signal }: SourceRequest,
): Promise<DraftSource> {
  const reading = await reader.readDocument({
    source: { bytes },
    name,
    ...(signal === undefined ? {} : { signal }),
  });
  const text = wholeText(reading);
  if (text.length > inspectedCharsMax) {
    throw new TocsinError("too-large", {
      detail: `a text of at most ${inspectedCharsMax} characters`,
    });
  }
  return {
    name: oneLine(name).slice(0, nameCharsMax),
    format: reading.format,
    text,
    notes: reading.notes
      .slice(0, notesMax)
      .map((note) => oneLine(note.text).slice(0, noteCharsMax)),
  };
}

/** The text of a mail and of what is attached to it, with a line that says where each begins. */
function wholeText({ text, parts }: DocumentReading): string {
  const attached = parts
    .filter((part) => part.text !== "")
    .map((part) => `\n\n--- attachment ---\n${part.text}`);
  return [text, ...attached].join("");
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
