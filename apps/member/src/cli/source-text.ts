/**
 * A file as one text, attachments and all, for the commands that work without a node. Untrusted files are
 * parsed in a confined process; nothing leaves this machine.
 */

import type { Clock } from "@tocsin/kernel";

import { createDocumentReader } from "../documents/read-document.ts";
import { documentLimits } from "../documents/limits.ts";
import { readInput } from "./input.ts";
import { originalPlaces } from "./original-places.ts";
import { showProgress } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

export interface SourceText {
  readonly format: string;
  readonly text: string;
  /** What a person should know of the reading. */
  readonly notes: readonly string[];
  /** A place of `text` in the file, where that is text; in what was made of it, where it is not. */
  readonly placeOf: (place: number) => number;
}

/** `-` is stdin; `name` tells its format by the ending. */
export async function readSourceText(
  ports: { readonly terminal: Terminal; readonly clock: Clock },
  file: string,
  name?: string,
): Promise<SourceText> {
  const input = await readInput(ports.terminal, file, documentLimits.plainBytesMax);
  using progress = await showProgress(ports.terminal, "reading", input.bytes.length);
  const reading = await createDocumentReader(ports).readDocument({
    source: { bytes: input.bytes },
    name: name ?? input.name,
    progress: (done) => {
      progress.update(done);
    },
  });
  const parts = reading.parts.map(
    (part) =>
      `\n\n[attachment ${part.name}, SHA-256 ${part.sha256}, MD5 ${part.md5}]\n${part.text}`,
  );
  const text = reading.text + parts.join("");
  return {
    format: reading.format,
    text,
    placeOf: originalPlaces(input.bytes, text),
    notes: [...reading.notes, ...reading.parts.flatMap((part) => part.notes)].map((it) => it.text),
  };
}
