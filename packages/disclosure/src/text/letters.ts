/** What a unit of a text is, in all scripts; nothing where the text has ended. */

import { letterPattern } from "@tocsin/kernel/letter-pattern";

const capital = letterPattern(String.raw`\p{Lu}`);
const small = letterPattern(String.raw`\p{Ll}`);
const letterOrNumber = letterPattern(String.raw`[\p{L}\p{N}]`);

export function isCapital(text: string, at: number): boolean {
  return capital.test(text.charAt(at));
}

export function isSmall(text: string, at: number): boolean {
  return small.test(text.charAt(at));
}

export function isLetterOrNumber(text: string, at: number): boolean {
  return letterOrNumber.test(text.charAt(at));
}
