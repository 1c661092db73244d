/** Under which heading a line of a list stands: "Command and control:" says what its values did. */

export interface Headings {
  /** The heading over the line at this offset; empty where there is none. */
  at(offset: number): string;
}

const headingCharsMax = 100;
const listItem = /^\s*(?:[-*•–>|+]|\(?\d{1,3}[.)]|\||$)/;
const heading = /^(?:#{1,6}\s.*|[^.!?]{2,90}:)$/;

/** A heading holds for the list below it and ends with the first paragraph. */
export function readHeadings(text: string): Headings {
  const starts: number[] = [];
  const over: string[] = [];
  let current = "";
  for (let start = 0; start <= text.length;) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(start, Math.min(end, start + headingCharsMax));
    const isWhole = end - start <= headingCharsMax;
    if (isWhole && heading.test(line.trim())) current = line.trim();
    else if (!listItem.test(line) && !isIndented(line)) current = "";
    starts.push(start);
    over.push(current);
    start = end + 1;
  }
  return { at: (offset) => over[lineAt(starts, offset)] ?? "" };
}

function isIndented(line: string): boolean {
  return /^(?: {2}|\t)/.test(line);
}

function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
