/** The sentence that a reviewer reads for each kind of note. Always ours: a file cannot word it. */

import type { DocumentNote, NoteKind } from "./document.ts";

type Wording = (count: string) => string;

const wordings: Readonly<Record<NoteKind, Wording>> = {
  "active-content": (n) => `Scripts, macros or script links were left out: ${n}.`,
  "alternative-dropped": (n) =>
    `The mail has a second version of its text that its reader would not see; it was left out: ${n} characters.`,
  "annotations-dropped": (n) => `Comments that are not drawn on the page were left out: ${n}.`,
  "characters-unknown": (n) =>
    `Characters whose meaning the file does not say were replaced by \ufffd: ${n}.`,
  "charset-assumed": () =>
    "The file does not say its character set; it was guessed. Check letters with accents.",
  "charset-broken": () => "Some characters are broken in the file and appear as \ufffd.",
  "comments-dropped": (n) => `Comments were left out: ${n}.`,
  "control-characters": (n) => `Control characters were replaced by \ufffd or left out: ${n}.`,
  "covered-text": (n) =>
    `Text under a box or in the colour of its mark was dropped: ${n} characters.`,
  "deleted-text": (n) => `Text that tracked changes delete was dropped: ${n} characters.`,
  "embedded-unread": (n) => `Embedded files or objects were not read: ${n}.`,
  "headers-dropped": (n) => `Technical mail headers were left out: ${n}.`,
  "hidden-text": (n) => `Hidden text was dropped: ${n} characters.`,
  "layout-shapes": (n) =>
    `Drawn shapes lie on the page: ${n}. Text that they cover cannot be told from other text here; look for it.`,
  "metadata-dropped": (n) => `Properties such as author or title were left out: ${n}.`,
  mislabelled: () =>
    "The name or declared type of the file does not fit its content; it was read as what it is.",
  "part-unread": (n) => `Attachments were not read: ${n}.`,
  "pictures-unread": (n) => `Pictures were not read: ${n}. Words in them are not in this text.`,
  polyglot: () =>
    "The file is valid as more than one format. Only the one named was read; treat it as suspicious.",
  "recognised-text": (n) =>
    `The pages are pictures with an invisible text layer, and this is that layer: ${n} characters. Compare it with the pages.`,
  repaired: () =>
    "The file is damaged or cut off. What could be read is here; some may be missing.",
};

export function noteOf(kind: NoteKind, count?: number): DocumentNote {
  const text = wordings[kind](count === undefined ? "some" : String(count));
  return count === undefined ? { kind, text } : { kind, count, text };
}
