/** The words of a page that a person can see, in lines; what cannot be seen is counted. */

import { blends, white } from "./colour.ts";
import { area, type Box, contains, type Point } from "./pdf-geometry.ts";
import type { Fill, Ink, Word } from "./pdf-ink.ts";

export interface PageText {
  readonly text: string;
  readonly hidden: number;
  readonly covered: number;
  /** Characters of a layer under a scanned page, which are in `text`. */
  readonly recognised: number;
  readonly pictures: number;
}

/** A cover thinner than this is a rule or an underline. */
const coverMin = 2;
/** A picture of this share of the page is a scan, not a patch. */
const scanShare = 0.5;

export function layOutPage(ink: Ink, view: Box): PageText {
  const fills = ink.fills.filter(({ box }) => isThick(box));
  const pictures = fills.filter(({ picture }) => picture);
  const scans = pictures.filter(({ box }) => area(box) > scanShare * area(view));
  const shown: Word[] = [];
  const under: Word[] = [];
  let hidden = 0;
  let covered = 0;
  for (const word of ink.words) {
    const place = middle(word);
    if (word.state === "hidden" || !contains(view, place)) hidden += word.text.length;
    else if (word.state === "unpainted" || isUnder(word, place, scans)) under.push(word);
    else if (isUnder(word, place, fills)) covered += word.text.length;
    else if (isLost(word, place, fills)) hidden += word.text.length;
    else shown.push(word);
  }
  const underChars = characters(under);
  const scanned = pictures.length > 0 && underChars > 3 * characters(shown);
  const words = scanned ? [...shown, ...under].sort((a, b) => a.order - b.order) : shown;
  return {
    text: inLines(words),
    hidden: hidden + (scanned ? 0 : underChars),
    covered,
    recognised: scanned ? underChars : 0,
    pictures: pictures.length,
  };
}

function isThick({ left, right, bottom, top }: Box): boolean {
  return right - left > coverMin && top - bottom > coverMin;
}

function characters(words: readonly Word[]): number {
  return words.reduce((sum, { text }) => sum + text.length, 0);
}

/** The middle of the letters, a third of their height above the baseline. */
function middle({ x, y, endX, endY, size }: Word): Point {
  const length = Math.hypot(endX - x, endY - y);
  const up = length === 0 ? { x: 0, y: 1 } : { x: -(endY - y) / length, y: (endX - x) / length };
  return { x: (x + endX) / 2 + (up.x * size) / 3, y: (y + endY) / 2 + (up.y * size) / 3 };
}

function isUnder(word: Word, place: Point, fills: readonly Fill[]): boolean {
  return fills.some(
    ({ box, order, covers }) => covers && order > word.order && contains(box, place),
  );
}

/** Letters in the colour of what was painted before them at their place. */
function isLost(word: Word, place: Point, fills: readonly Fill[]): boolean {
  if (word.colour === "unknown") return false;
  if (word.colour === "clear") return true;
  let behind: Fill["colour"] = white;
  for (const { box, order, colour } of fills) {
    if (order > word.order) break;
    if (contains(box, place)) behind = colour;
  }
  return behind !== "unknown" && blends(word.colour, behind);
}

function inLines(words: readonly Word[]): string {
  const pieces: string[] = [];
  let last: Word | undefined;
  for (const word of words) {
    if (last !== undefined) {
      if (isDouble(last, word)) continue;
      pieces.push(between(last, word));
    }
    pieces.push(word.text);
    last = word;
  }
  return pieces.join("");
}

/** Some writers print bold letters twice, a hair apart. */
function isDouble(a: Word, b: Word): boolean {
  return a.text === b.text && Math.hypot(a.x - b.x, a.y - b.y) < 0.1 * a.size;
}

function between(a: Word, b: Word): string {
  const length = Math.hypot(a.endX - a.x, a.endY - a.y) || 1;
  const cos = (a.endX - a.x) / length || (a.endY === a.y ? 1 : 0);
  const sin = (a.endY - a.y) / length;
  const dx = b.x - a.endX;
  const dy = b.y - a.endY;
  const along = dx * cos + dy * sin;
  const across = Math.abs(dy * cos - dx * sin);
  const size = Math.max(a.size, b.size);
  if (across > 1.9 * size) return "\n\n";
  if (across > 0.5 * size || along < -0.5 * size) return "\n";
  if (along > 3 * size) return "\t";
  return b.gap || along > 0.18 * size ? " " : "";
}
