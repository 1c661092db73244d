/**
 * Text made fit for reading: one kind of line end, no control characters, nothing that no screen
 * shows. Nothing visible is ever left out, and what is replaced or dropped is counted.
 */

export interface ReadableText {
  /** Takes the next piece and returns what of it is ready. */
  push(piece: string): string;
  /** The last of it. */
  end(): string;
  readonly counts: { readonly controls: number; readonly unseen: number };
}

/** The longest escape sequence of a terminal that is known as one. */
const sequenceCharsMax = 40;
const special = /[^\P{Cc}\t\n]|[\u2028\u2029\u{e0000}-\u{e007f}]/u;
const lineEnds = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
const escape = String.fromCharCode(0x1b);
const sequences = new RegExp(`${escape}\\[[0-?]{0,32}[ -/]{0,4}[@-~]`, "g");
const controls = /[^\P{Cc}\t\n]/gu;
/** Deprecated tag characters: they spell hidden ASCII and have no shape of their own. */
const tags = /[\u{e0000}-\u{e007f}]+/gu;

export function createReadableText(): ReadableText {
  const counts = { controls: 0, unseen: 0 };
  let carried = "";
  const clean = (text: string): string => {
    if (!special.test(text)) return text;
    return text
      .replace(lineEnds, "\n")
      .replace(sequences, () => {
        counts.controls += 1;
        return "";
      })
      .replace(controls, () => {
        counts.controls += 1;
        return "\ufffd";
      })
      .replace(tags, (run) => {
        counts.unseen += run.length / 2;
        return "";
      });
  };
  return {
    counts,
    push: (piece) => {
      const whole = carried + piece;
      const cut = cutBefore(whole);
      carried = whole.slice(cut);
      return clean(whole.slice(0, cut));
    },
    end: () => {
      const last = clean(carried);
      carried = "";
      return last;
    },
  };
}

/** Where to stop so that no line end, escape sequence or surrogate pair is cut in two. */
function cutBefore(text: string): number {
  const last = text.charCodeAt(text.length - 1);
  if (last === 0x0d || (last >= 0xd800 && last <= 0xdbff)) return text.length - 1;
  const start = text.lastIndexOf(escape);
  return start >= 0 && text.length - start < sequenceCharsMax ? start : text.length;
}
