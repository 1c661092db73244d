/** Cells of a row: what stands between two separators, without quotes and blanks around it. */

import { isDigit } from "../../text/words.ts";

const columnsMax = 200;

export interface Cell {
  readonly start: number;
  readonly end: number;
}

/** A separator inside quotes is none. */
export function cellsOf(codes: Uint16Array, line: Cell, separator: number): Cell[] {
  const cells: Cell[] = [];
  let start = line.start;
  let isQuoted = false;
  for (let at = line.start; at < line.end && cells.length < columnsMax; at += 1) {
    const code = codes[at] ?? 0;
    if (code === quote) isQuoted = !isQuoted;
    if (code !== separator || isQuoted) continue;
    cells.push(bare(codes, start, at));
    start = at + 1;
  }
  if (cells.length < columnsMax) cells.push(bare(codes, start, line.end));
  return cells;
}

/** "210,000" and "fever, cough" are one cell each, where there are more cells than columns. */
export function joined(codes: Uint16Array, cells: readonly Cell[], columns: number): Cell[] {
  const thousands = merged(cells, columns, (one, next) => isThousands(codes, one, next));
  const isSpaced = (one: Cell, next: Cell): boolean =>
    next.start - one.end === 2 && codes[next.start - 1] === blank;
  // Where a blank is behind each comma it tells nothing.
  const first = thousands[1] !== undefined && isSpaced(thousands[0] ?? none, thousands[1]);
  return first ? thousands : merged(thousands, columns, isSpaced);
}

const none: Cell = { start: 0, end: 0 };

function merged(
  cells: readonly Cell[],
  columns: number,
  goesOn: (one: Cell, next: Cell) => boolean,
): Cell[] {
  const found: Cell[] = [];
  let left = cells.length;
  for (const cell of cells) {
    const last = found.at(-1);
    if (last === undefined || left <= columns || !goesOn(last, cell)) {
      found.push(cell);
      continue;
    }
    found[found.length - 1] = { start: last.start, end: cell.end };
    left -= 1;
  }
  return found;
}

/** One to three digits, and three more behind the comma; a sign of money before, a unit behind. */
function isThousands(codes: Uint16Array, one: Cell, next: Cell): boolean {
  if (next.start - one.end !== 1 || codes[one.end] !== comma) return false;
  const head = digitsBefore(codes, one);
  if (head === 0 || head > 3) return false;
  const before = codes[one.end - head - 1] ?? 0;
  if (one.end - head > one.start && (before === dot || isLetter(before))) return false;
  let digits = 0;
  while (next.start + digits < next.end && isDigit(codes[next.start + digits] ?? 0)) digits += 1;
  const behind = codes[next.start + digits];
  const isEnd = next.start + digits === next.end;
  return digits === 3 && (isEnd || behind === dot || behind === blank);
}

function digitsBefore(codes: Uint16Array, { start, end }: Cell): number {
  let at = end;
  while (at > start && isDigit(codes[at - 1] ?? 0)) at -= 1;
  return end - at;
}

const isLetter = (code: number): boolean =>
  (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
const blank = 32;
const comma = 44;
const dot = 46;
export const quote = 34;

function bare(codes: Uint16Array, from: number, to: number): Cell {
  let start = from;
  let end = to;
  while (start < end && isAround(codes[start] ?? 0)) start += 1;
  while (end > start && isAround(codes[end - 1] ?? 0)) end -= 1;
  return { start, end };
}

/** Blanks and quotes. */
export function isAround(code: number): boolean {
  return (
    code === 32 || (code >= 9 && code <= 13) || code === quote || code === 39 || code === 0xfeff
  );
}
