/**
 * Capitalised words in a sentence that no list explains: deny by default. A person, a customer or a
 * place looks like this; so does a new malware family. Held, never removed by itself.
 */

import { foldName } from "@tocsin/threat";
import type { Detection, Detector } from "../detector.ts";
import { isCommonWord } from "../text/word-table.ts";

const nameWordsMax = 5;
const wordCharsMax = 32;

export const unexplainedNames: Detector = {
  name: "unexplained-names",
  version: 2,
  detect(reading) {
    const { passage, words } = reading;
    const { text } = passage;
    const threatNames = new Set(
      reading.observations
        .filter((it) => it.type === "malware" || it.type === "tool" || it.type === "actor")
        .flatMap((it) => [foldName(it.value), foldName(it.raw)]),
    );
    const found: Detection[] = [];
    for (let at = 0; at < words.count; at += 1) {
      let last = at;
      while (last < words.count && last - at < nameWordsMax) {
        if ((last > at && !joins(last)) || !isName(last)) break;
        last += 1;
      }
      if (last === at) continue;
      const start = words.starts[at] ?? 0;
      const end = words.ends[last - 1] ?? start;
      const single = last - at === 1;
      const isFirst = opensSentence(text, start);
      // A first word alone says little: every sentence has one. Two in a row are a name.
      if (!(single && isFirst)) add(start, end);
      at = last - 1;
    }
    return found;

    function isName(at: number): boolean {
      const start = words.starts[at] ?? 0;
      const end = words.ends[at] ?? start;
      return isNameWord(text.slice(start, end)) && !isInsideToken(text, start, end);
    }

    function joins(at: number): boolean {
      const end = words.ends[at - 1] ?? 0;
      const gap = text.slice(end, words.starts[at]);
      const isInitial = end - (words.starts[at - 1] ?? 0) <= 2;
      return gap === " " || gap === "-" || gap === "'" || (gap === ". " && isInitial);
    }

    function isNameWord(word: string): boolean {
      if (word.length < 2 || word.length > wordCharsMax) return false;
      if (!/^\p{Lu}\p{Ll}/u.test(word) || /\d/.test(word)) return false;
      return !isCommonWord(word) && !threatNames.has(foldName(word));
    }

    function add(start: number, end: number): void {
      const span = passage.spanOf(start, end);
      if (reading.isExplained(span)) return;
      const why = "A name that no list explains.";
      found.push({ ...span, kind: "unexplained-name", why, needsReview: true });
    }
  },
};

/** Parts of paths, addresses, code and file names are not words of a sentence. */
function isInsideToken(text: string, start: number, end: number): boolean {
  const before = text[start - 1] ?? " ";
  const after = text[end] ?? " ";
  if (/[\\/@_=%#$&:]/.test(before) || /[\\/@_=%$(]/.test(after)) return true;
  return (
    (before === "." && /\w/.test(text[start - 2] ?? " ")) ||
    (after === "." && /\w/.test(text[end + 1] ?? " "))
  );
}

function opensSentence(text: string, start: number): boolean {
  let at = start - 1;
  while (at >= 0 && start - at < 8 && /[\s"'(*>#|-]/.test(text[at] ?? "")) {
    if (text[at] === "\n") return true;
    at -= 1;
  }
  return at < 0 || /[.!?:;]/.test(text[at] ?? "");
}
