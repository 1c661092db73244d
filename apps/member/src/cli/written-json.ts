/**
 * JSON that a person wrote. JSON allows a name twice in one object, and readers keep the last one: of a profile with
 * two lists of people the first would be lost, and nobody would be told. RFC 8259 §4.
 */

import { parseJson, TocsinError } from "@tocsin/kernel";

/** Throws `json-malformed`, and `json-name-twice` with the line of the second. */
export function parseWrittenJson(text: string): unknown {
  const value = parseJson(text);
  const at = repeatedNameIn(text);
  if (at === undefined) return value;
  throw new TocsinError("json-name-twice", {
    detail: `line ${text.slice(0, at).split("\n").length}`,
  });
}

/** Where a name begins that its object has already. `text` is known to be JSON. */
function repeatedNameIn(text: string): number | undefined {
  /** Names of each object that is open; undefined for a list. */
  const open: (Set<string> | undefined)[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === "{") open.push(new Set());
    else if (sign === "[") open.push(undefined);
    else if (sign === "}" || sign === "]") open.pop();
    else if (sign === '"') {
      const end = endOfString(text, at);
      const names = open.at(-1);
      if (names !== undefined && isBeforeColon(text, end)) {
        const name = String(parseJson(text.slice(at, end)));
        if (names.has(name)) return at;
        names.add(name);
      }
      at = end - 1;
    }
  }
  return undefined;
}

/** Behind its closing quote: one with an even number of backslashes before it. */
function endOfString(text: string, start: number): number {
  for (let from = start + 1; ;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) return text.length;
    let slashes = 0;
    while (text[quote - 1 - slashes] === "\\") slashes += 1;
    if (slashes % 2 === 0) return quote + 1;
    from = quote + 1;
  }
}

function isBeforeColon(text: string, from: number): boolean {
  let at = from;
  while (/\s/.test(text[at] ?? "")) at += 1;
  return text[at] === ":";
}
