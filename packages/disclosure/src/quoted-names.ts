/** Names in quotes that nobody of ours has: handles of those who post and sell, and how callers called themselves. */

import type { Reading } from "./detector.ts";
import { unitBefore } from "./text/words.ts";

const handle = /^(?=\w*(?:_|[a-z][A-Z0-9]|[A-Z][A-Z0-9]|\d[A-Za-z]))\w{3,24}["\u201d]/;
const introduced = /^[A-Z][^"\u201c\u201d\n]{2,48}["\u201d]/;
const aTeam =
  /^(?:the )?[a-z][^"\u201c\u201d\n]{2,24} (?:team|desk|department|office|bank|service)\b[^"\u201c\u201d\n]{0,24}["\u201d]/;
/** Who somebody said that he was stands behind one of these. */
const introducing =
  /\b(?:from|by|as|only|named|called|said|persona|clerk|person|caller|guest|visitor|buyer|recruiter|man|woman|voice|users?|alias|actor|seller|broker|handle|nick|contact|negotiator|affiliate)(?: (?:a|one|certain))? ["\u201c]$/;
const beforeCharsMax = 24;
const nameCharsMax = 72;

/** Behind the name in quotes that begins here, its closing quote aside. */
export function quotedEnd({ passage, words }: Reading, at: number): number | undefined {
  const { codes, text } = passage;
  const start = words.starts[at] ?? 0;
  if (!isQuote(unitBefore(codes, start))) return undefined;
  if (!introducing.test(text.slice(Math.max(0, start - beforeCharsMax), start))) return undefined;
  const quoted = text.slice(start, start + nameCharsMax);
  const name = handle.exec(quoted) ?? introduced.exec(quoted) ?? aTeam.exec(quoted);
  return name === null ? undefined : start + name[0].length - 1;
}

function isQuote(code: number): boolean {
  return code === 34 || code === 0x201c;
}
