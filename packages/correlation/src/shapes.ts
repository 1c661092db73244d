/** The form of a name without its letters: how somebody makes names, whoever the victim is. */

/** `bvm616staff` → `a9a`, `secure-mail` → `a-a`. */
export function shapeOf(text: string): string {
  let shape = "";
  for (const char of text) {
    const kind = /[a-z]/i.test(char) ? "a" : /[0-9]/.test(char) ? "9" : char;
    if (!shape.endsWith(kind)) shape += kind;
  }
  return shape.slice(0, shapeCharsMax);
}

const shapeCharsMax = 48;

/** Parts of names, split where a reader would: at hyphens, and between letters and digits. */
export function wordsOf(label: string): string[] {
  return label
    .split(/[-_]|(?<=[a-z])(?=[0-9])|(?<=[0-9])(?=[a-z])/)
    .filter((word) => word.length > 1);
}

/** All runs of a few letters, with the ends marked. */
export function runsOf(label: string): string[] {
  const marked = `^${label.slice(0, labelCharsMax)}$`;
  const runs = new Set<string>();
  for (let at = 0; at + runChars <= marked.length; at += 1)
    runs.add(marked.slice(at, at + runChars));
  return [...runs];
}

const runChars = 4;
const labelCharsMax = 63;
