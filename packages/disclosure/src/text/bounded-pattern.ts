/**
 * Regular expressions that cannot run away: no unbounded repetition, so the work at each position
 * of a text is bounded by the pattern alone and the whole is linear.
 */

const repeatMax = 128;

/** Classes of all letters and what has no case, between other parts of a pattern. */
const parts = /\\p\{L\}|\\.|\[(?:\\.|[^\]\\])*\]/g;
const caseless = /^(?:\\p\{L\}|\[\^?(?:\\p\{L\}|\\d|[ '.-])+\])$/;

/** Throws `RangeError` for a source with `*`, `+`, `{n,}` or a repetition above 128. */
export function boundedPattern(source: string, flags = "g"): RegExp {
  let isClass = false;
  for (let at = 0; at < source.length; at += 1) {
    const char = source[at];
    if (char === "\\") at += 1;
    else if (isClass) isClass = char !== "]";
    else if (char === "[") isClass = true;
    else if (char === "*" || char === "+") throw new RangeError("unbounded repetition");
    else if (char === "{") checkRepetition(source.slice(at));
  }
  return new RegExp(/i.*u|u.*i/.test(flags) ? withoutFolding(source) : source, flags);
}

/** Letters of either case are letters: told so, the engine folds none of them, which takes it milliseconds each. */
function withoutFolding(source: string): string {
  return source.replaceAll(parts, (part) =>
    part.includes("p{L}") && caseless.test(part) ? `(?-i:${part})` : part,
  );
}

function checkRepetition(rest: string): void {
  const repetition = /^\{(\d+)(,(\d*))?\}/.exec(rest);
  if (repetition === null) return;
  const most = repetition[2] === undefined ? repetition[1] : repetition[3];
  if (most === "" || Number(most) > repeatMax) throw new RangeError("unbounded repetition");
}
