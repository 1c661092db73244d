/**
 * Patterns with letters of all scripts. Under the flag `u` the engine takes milliseconds for each `\p{L}`
 * where a pattern runs first, and twice the time in every run: here they are ranges of UTF-16 units.
 * docs/adr/0011-letters-as-ranges.md.
 */

/** Letters and their marks; of scripts without case whole blocks, with their digits and what nobody was given. */
const letters =
  "A-Za-z\xaa\xb5\xba\xc0-\xd6\xd8-\xf6\xf8-\u02c1\u02c6-\u02d1\u02e0-\u02e4\u02ec\u02ee\u0300-\u0374\u0376-\u037d\u037f-\u0383" +
  "\u0386\u0388-\u03f5\u03f7-\u0481\u0483-\u0559\u0560-\u0588\u0591-\u05bd\u05bf\u05c1-\u05c2\u05c4-\u05c5\u05c7-\u05f2" +
  "\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06df-\u06e8\u06ea-\u06fc\u06ff\u0710-\u07f6\u07fa\u0800-\u082f\u0840-\u085d" +
  "\u0860-\u0963\u0966-\u0e3e\u0e40-\u0e4e\u0e50-\u0e59\u0e80-\u0f00\u0f18-\u0f39\u0f40-\u0f84\u0f86-\u0fbd\u1000-\u1049" +
  "\u1050-\u109d\u10a0-\u10fa\u10fc-\u135f\u1380-\u138f\u13a0-\u13ff\u1401-\u166c\u166f-\u167f\u1681-\u169a\u16a0-\u16ea" +
  "\u16ee-\u1734\u1740-\u17d3\u17d7\u17dc-\u17ff\u1810-\u193f\u1946-\u19dd\u1a00-\u1a1d\u1a20-\u1a9f\u1aa7\u1aae-\u1b4d\u1b50-\u1b59" +
  "\u1b80-\u1bfb\u1c00-\u1c3a\u1c40-\u1c7d\u1c80-\u1cbf\u1cd4-\u1fbc\u1fbe\u1fc2-\u1fcc\u1fd0-\u1fdc\u1fe0-\u1fec\u1ff0-\u1ffc" +
  "\u2071\u207f\u2090-\u209c\u20d0-\u20ff\u2102\u2107\u210a-\u2113\u2115\u2119-\u211d\u2124\u2126\u2128\u212a-\u212d\u212f-\u2139" +
  "\u213c-\u213f\u2145-\u2149\u214e\u2183\u2184\u2c00-\u2ce4\u2ceb-\u2cf3\u2d00-\u2d6f\u2d80-\u2dff\u2e2f\u3005-\u3006\u302a-\u302f" +
  "\u3031-\u3035\u303b-\u303c\u3041-\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u318f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf" +
  "\u4e00-\ua48c\ua4d0-\ua4fd\ua500-\ua60c\ua610-\ua672\ua674-\ua67d\ua67f-\ua6f1\ua717-\ua71f\ua722-\ua788\ua78b-\ua827" +
  "\ua840-\ua873\ua880-\ua8cd\ua8e0-\ua8f7\ua8fb\ua8fd-\ua92d\ua930-\ua953\ua960-\ua9c0\ua9cf-\ua9d9\ua9e0-\uaa59" +
  "\uaa60-\uaa76\uaa7a-\uaadd\uaae0-\uaaef\uaaf2-\uab5a\uab5c-\uab69\uab70-\uabea\uabec-\ud7fb\uf900-\ufb28\ufb2a-\ufbb1\ufbd3-\ufd3d" +
  "\ufd50-\ufd8f\ufd92-\ufdc7\ufdf0-\ufdfb\ufe00-\ufe0f\ufe20-\ufe2f\ufe70-\ufefc\uff21-\uff3a\uff41-\uff5a\uff66-\uffdc";
const numbers = String.raw`\d\xb2\xb3\xb9\xbc-\xbe\u2070\u2074-\u2079\u2080-\u2089\u2150-\u2182\u2185-\u2189`;
/** Between them no letter has another case: Georgian and Cherokee are written with one. */
const cased = [
  [0x41, 0x588],
  [0x1e00, 0x2000],
] as const;
const { capitals, smalls } = bothCases();

const parts = /\\.|\[\^?|\]/g;
const classes = /^(?:\{(L|Lu|Ll|N)\})/;

/** `\p{L}`, `\p{Lu}`, `\p{Ll}` and `\p{N}`, `\P` of them outside of brackets. Throws `RangeError` for others and for the flags `u`, `v` and `i`. */
export function letterPattern(source: string, flags = ""): RegExp {
  if (/[uvi]/.test(flags)) throw new RangeError(`flag in "${flags}"`);
  let written = "";
  let from = 0;
  let isClass = false;
  for (const { 0: part, index } of source.matchAll(parts)) {
    if (part === "]") isClass = false;
    else if (part.startsWith("[")) isClass = true;
    if (part !== "\\p" && part !== "\\P") continue;
    const behind = index + part.length;
    const found = classes.exec(source.slice(behind, behind + 4));
    const isNone = part === "\\P";
    if (found === null || (isNone && isClass))
      throw new RangeError(source.slice(index, behind + 9));
    const ranges = rangesOf(found[1] ?? "");
    written += source.slice(from, index);
    written += isClass ? ranges : `[${isNone ? "^" : ""}${ranges}]`;
    from = behind + found[0].length;
  }
  return new RegExp(written + source.slice(from), flags);
}

function rangesOf(name: string): string {
  if (name === "L") return letters;
  if (name === "N") return numbers;
  return name === "Lu" ? capitals : smalls;
}

function bothCases(): { capitals: string; smalls: string } {
  const [upper, lower]: [number[], number[]] = [[], []];
  for (const [from, until] of cased) {
    for (let code = from; code < until; code += 1) {
      const letter = String.fromCharCode(code);
      if (letter.toLowerCase() !== letter) upper.push(code);
      if (letter.toUpperCase() !== letter) lower.push(code);
    }
  }
  return { capitals: asRanges(upper), smalls: asRanges(lower) };
}

function asRanges(codes: readonly number[]): string {
  let ranges = "";
  for (let at = 0; at < codes.length;) {
    let last = at;
    while (codes[last + 1] === (codes[last] ?? 0) + 1) last += 1;
    const [first, end] = [codes[at] ?? 0, codes[last] ?? 0];
    ranges += String.fromCharCode(first);
    if (end > first) ranges += `-${String.fromCharCode(end)}`;
    at = last + 1;
  }
  return ranges;
}
