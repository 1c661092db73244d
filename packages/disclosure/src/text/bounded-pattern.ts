/**
 * Regular expressions that cannot run away: no unbounded repetition, so the work at each position
 * of a text is bounded by the pattern alone and the whole is linear.
 */

import { letterPattern } from "@tocsin/kernel/letter-pattern";

const repeatMax = 128;

/** What holds no letters to be found, a class, or a letter. */
const escaped = String.raw`\\u[\da-fA-F]{4}|\\x[\da-fA-F]{2}|\\p\{\w{1,20}\}|\\.`;
const parts = letterPattern(String.raw`${escaped}|\[(?:\\.|[^\]\\])*\]|\(\?<?[:=!]|\p{L}`, "g");
const partsOfClass = letterPattern(String.raw`${escaped}|[a-z]-[a-z]|[A-Z]-[A-Z]|\p{L}`, "g");

/**
 * As `letterPattern`, and with `i`: there the classes of capitals and of small letters are those of all letters.
 * Throws `RangeError` for a source with `*`, `+`, `{n,}`, a repetition above 128 or a modifier, and for the flags `u` and `v`.
 */
export function boundedPattern(source: string, flags = "g"): RegExp {
  if (/[uv]/.test(flags)) throw new RangeError(`flag in "${flags}"`);
  // V8 13.6 forgets them where it compiles a pattern for the second time.
  if (/\(\?[ims-]/.test(source)) throw new RangeError("modifier");
  let isClass = false;
  for (let at = 0; at < source.length; at += 1) {
    const char = source[at];
    if (char === "\\") at += 1;
    else if (isClass) isClass = char !== "]";
    else if (char === "[") isClass = true;
    else if (char === "*" || char === "+") throw new RangeError("unbounded repetition");
    else if (char === "{") checkRepetition(source.slice(at));
  }
  if (!flags.includes("i")) return letterPattern(source, flags);
  // Told letter by letter: the engine takes milliseconds to fold each class of all letters.
  return source.includes("\\p{")
    ? letterPattern(anyCase(source), flags.replace("i", ""))
    : new RegExp(source, flags);
}

/** The same with either case of each letter, for a part of a pattern where case counts elsewhere. */
export function anyCase(source: string): string {
  return source.replaceAll(parts, (part) => {
    if (part.startsWith("[")) return classOfAnyCase(part);
    const other = otherCase(part);
    return other === "" ? withoutCase(part) : `[${part}${other}]`;
  });
}

function classOfAnyCase(source: string): string {
  const start = source.startsWith("[^") ? 2 : 1;
  const inner = source.slice(start, -1);
  const others = Array.from(inner.matchAll(partsOfClass), ([part]) =>
    otherCase(part[0] ?? "") === ""
      ? ""
      : Array.from(part, (it) => (it === "-" ? it : otherCase(it))).join(""),
  ).join("");
  return source.slice(0, start) + others + withoutCase(inner).replace(/^-/, "\\-") + "]";
}

function withoutCase(source: string): string {
  return source.replaceAll(/\\p\{L[ul]\}/g, "\\p{L}");
}

/** Empty for what has none, or more than one letter of it: "ß". */
function otherCase(letter: string): string {
  const [upper, lower] = [letter.toUpperCase(), letter.toLowerCase()];
  const other = letter === lower ? upper : lower;
  return other === letter || other.length !== 1 || letter.length !== 1 ? "" : other;
}

function checkRepetition(rest: string): void {
  const repetition = /^\{(\d+)(,(\d*))?\}/.exec(rest);
  if (repetition === null) return;
  const most = repetition[2] === undefined ? repetition[1] : repetition[3];
  if (most === "" || Number(most) > repeatMax) throw new RangeError("unbounded repetition");
}
