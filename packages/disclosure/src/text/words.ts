/** Words of a passage: runs of letters and digits, as offsets, so that a long text costs little. */

import type { Passage } from "./passage.ts";

export interface Words {
  readonly count: number;
  /** First offset of each word in `passage.text`, and the offset behind it. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

export function isWordCode(code: number): boolean {
  if (code < 128) {
    return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
  }
  // Folding has already turned foreign spaces and dashes into ASCII ones.
  return code > 0xbf && code !== 0xd7 && code !== 0xf7 && !(code >= 0x2000 && code <= 0x2bff);
}

export function wordsOf(passage: Passage): Words {
  const { text } = passage;
  const starts: number[] = [];
  const ends: number[] = [];
  let start = -1;
  for (let at = 0; at <= text.length; at += 1) {
    const isWord = at < text.length && isWordCode(text.charCodeAt(at));
    if (isWord && start < 0) start = at;
    if (!isWord && start >= 0) {
      starts.push(start);
      ends.push(at);
      start = -1;
    }
  }
  return { count: starts.length, starts: Uint32Array.from(starts), ends: Uint32Array.from(ends) };
}
