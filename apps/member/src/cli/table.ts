/** Aligned columns of plain text. Cells are made safe here, so that no table can be forgotten. */

import { oneLine } from "./safe-text.ts";

export interface Column {
  readonly title: string;
  readonly align?: "right";
  /** Cut with "…" where the terminal is too narrow. */
  readonly shrinks?: boolean;
  /** Not below this, even where the terminal then breaks the line. */
  readonly widthMin?: number;
}

const gap = "  ";
const shrunkWidthMin = 12;
const wide =
  /[\p{Emoji_Presentation}\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u;

/** Lines with their ends; without rows only the titles. `width` of the terminal, where there is one. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width?: number,
): string {
  const cells = rows.map((row) => columns.map((_, at) => oneLine(row[at] ?? "")));
  const titles = columns.map(({ title }) => title.toUpperCase());
  const widths = columns.map((_, at) =>
    [titles, ...cells].reduce((most, row) => Math.max(most, displayWidth(row[at] ?? "")), 0),
  );
  if (width !== undefined) shrink(columns, widths, width);
  return [titles, ...cells].map((row) => `${line(columns, widths, row)}\n`).join("");
}

/** "name   value" lines. */
export function facts(pairs: readonly (readonly [name: string, value: string])[]): string {
  const width = pairs.reduce((most, [name]) => Math.max(most, displayWidth(name)), 0);
  return pairs
    .map(([name, value]) => `${padded(name, width)}${gap}${oneLine(value)}`.trimEnd())
    .map((text) => `${text}\n`)
    .join("");
}

/** Columns that the text takes in a terminal, about. */
export function displayWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const char of text) {
    if (/\p{M}/u.test(char)) continue;
    width += wide.test(char) ? 2 : 1;
  }
  return width;
}

function shrink(columns: readonly Column[], widths: number[], width: number): void {
  let over = widths.reduce((sum, one) => sum + one + gap.length, -gap.length) - width;
  columns.forEach(({ shrinks, widthMin = shrunkWidthMin }, at) => {
    const has = widths[at] ?? 0;
    if (shrinks !== true || over <= 0) return;
    const left = Math.max(Math.min(has, widthMin), has - over);
    over -= has - left;
    widths[at] = left;
  });
}

function line(columns: readonly Column[], widths: readonly number[], row: readonly string[]) {
  return columns
    .map(({ align }, at) => padded(cut(row[at] ?? "", widths[at] ?? 0), widths[at] ?? 0, align))
    .join(gap)
    .trimEnd();
}

function cut(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = "";
  for (const char of text) {
    if (displayWidth(kept + char) > width - 1) break;
    kept += char;
  }
  return `${kept.trimEnd()}…`;
}

function padded(text: string, width: number, align?: "right"): string {
  const space = " ".repeat(Math.max(0, width - displayWidth(text)));
  return align === "right" ? space + text : text + space;
}
