/** What stands for another character inside a URL: entities of HTML, escapes of JSON and Markdown, `[.]`. */

import { isWordAt } from "./char-classes.ts";
import { dotAt, fangLength, matchesAt, noFang } from "./fangs.ts";

const entities: readonly (readonly [string, string])[] = [
  ["&amp;", "&"],
  ["&#38;", "&"],
  ["&#x26;", "&"],
];
/** Quotes, brackets and spaces, which no URL has: `href=&quot;http://…&quot;`. */
const endings = ["&quot;", "&gt;", "&lt;", "&apos;", "&nbsp;", "&#34;", "&#39;", "&#x27;", "&#62;"];

export function endsAtEntity(text: string, at: number): boolean {
  return endings.some((ending) => matchesAt(text, at, ending));
}

export function entityAt(text: string, at: number): [number, string] {
  for (const [entity, char] of entities)
    if (matchesAt(text, at, entity)) return [entity.length, char];
  return [0, ""];
}

/** `[.]`, `(dot)`, `{.}` and `[/]` in a path, or an index such as `a[0]=`, which stays. */
export function bracketAt(text: string, at: number): [number, string] {
  const dot = dotAt(text, at);
  if (dot !== noFang) return [fangLength(dot), "."];
  if (text.charCodeAt(at) !== 91) return [0, ""];
  if (text.charCodeAt(at + 2) === 93 && (text[at + 1] === "/" || text[at + 1] === ":"))
    return [3, text.charAt(at + 1)];
  let end = at + 1;
  while (end - at < 24 && isWordAt(text, end)) end += 1;
  const isIndex =
    text.charCodeAt(end) === 93 &&
    (text.charCodeAt(end + 1) === 61 || text.charCodeAt(end + 1) === 91);
  return isIndex ? [end + 1 - at, text.slice(at, end + 1)] : [0, ""];
}

/** `\/` and `\u0026` of JSON, `\.` of regular expressions, `\_` of Markdown. */
export function escapeAt(text: string, at: number): [number, string] {
  const next = text.charAt(at + 1);
  if (next === "/" || next === "." || next === "_" || next === "-" || next === "~") {
    return isWordAt(text, at + 2) || next === "/" ? [2, next] : [0, ""];
  }
  const code = next === "u" ? /^[0-9a-f]{4}/i.exec(text.slice(at + 2, at + 6))?.[0] : undefined;
  const char = code === undefined ? "" : String.fromCharCode(Number.parseInt(code, 16));
  return char !== "" && "&=?/+-_.:;%#".includes(char) ? [6, char] : [0, ""];
}
