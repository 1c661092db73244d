/**
 * What reading a file yields. Only the member node sees any of it: a reading is the raw material of a
 * report, before extraction and review, and never leaves the company as it is.
 */

/** Formats by content, whatever the file is called. */
export const documentFormats = [
  "text",
  "markdown",
  "html",
  "pdf",
  "docx",
  "eml",
  "json",
  "csv",
] as const;

export type DocumentFormat = (typeof documentFormats)[number];

/** Something that a person should know about a reading: what was left out, replaced or doubted. */
export const noteKinds = [
  "active-content",
  "alternative-dropped",
  "annotations-dropped",
  "characters-unknown",
  "charset-assumed",
  "charset-broken",
  "comments-dropped",
  "control-characters",
  "covered-text",
  "deleted-text",
  "embedded-unread",
  "headers-dropped",
  "hidden-text",
  "layout-shapes",
  "metadata-dropped",
  "mislabelled",
  "part-unread",
  "pictures-unread",
  "polyglot",
  "recognised-text",
  "repaired",
] as const;

export type NoteKind = (typeof noteKinds)[number];

export interface DocumentNote {
  readonly kind: NoteKind;
  /** How many characters, items or pages; absent where counting makes no sense. */
  readonly count?: number;
  /** One plain English sentence for the reviewer. */
  readonly text: string;
}

/** One attachment of a mail. */
export interface DocumentPart {
  /** As the mail names it: for reading only, never a path. */
  readonly name: string;
  /** 1 for an attachment, 2 for an attachment of an attached mail. */
  readonly depth: number;
  readonly bytes: number;
  readonly md5: string;
  readonly sha256: string;
  /** Absent where the attachment was not read; a note of kind "part-unread" then says why. */
  readonly format?: DocumentFormat;
  readonly text: string;
  readonly notes: readonly DocumentNote[];
}

export interface DocumentReading {
  readonly format: DocumentFormat;
  readonly text: string;
  readonly notes: readonly DocumentNote[];
  readonly parts: readonly DocumentPart[];
}
