/** Text without what cannot be seen, in one form for each letter. */

import { foreignBit } from "./char-classes.ts";
import { unseen } from "./unseen.ts";

/** A slice without invisible characters and in compatibility form, where it has any such. */
export function cleanSlice(text: string, start: number, end: number, flags: number): string {
  const slice = text.slice(start, end);
  return (flags & foreignBit) === 0 ? slice : cleanText(slice);
}

export function cleanText(text: string): string {
  return text
    .replace(unseen, "")
    .normalize("NFKC")
    .replace(/[\u2010\u2011]/g, "-");
}
