/** Chooses the reader of one file or part; each is loaded only when it is needed. */

import type { DocumentFormat } from "../document.ts";
import type { Section } from "./answer.ts";
import { Unreadable, type UnreadableWhy } from "./unreadable.ts";

/** Any format but mail. */
export async function readOne(
  format: DocumentFormat,
  bytes: Uint8Array,
  out: Section,
): Promise<void> {
  switch (format) {
    case "html": {
      const { readHtml } = await import("./html.ts");
      const { decodeHtml } = await import("./html-charset.ts");
      readHtml(decodeHtml(bytes, out), out);
      return;
    }
    case "pdf": {
      const { readPdf } = await import("./pdf.ts");
      await readPdf(bytes, out);
      return;
    }
    case "docx": {
      const { readDocx } = await import("./docx.ts");
      readDocx(bytes, out);
      return;
    }
    default: {
      const { readPlainText } = await import("../plain-text.ts");
      const { text, notes } = await readPlainText(bytes);
      out.text(text);
      for (const { note, count } of notes) out.note(note, count);
    }
  }
}

/** What is not one of our own refusals is damage, or memory that the limits denied. */
export function whyOf(error: unknown): UnreadableWhy {
  if (error instanceof Unreadable) return error.why;
  return error instanceof RangeError ? "limit" : "damaged";
}
