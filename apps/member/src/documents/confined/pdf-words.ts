/** Text-showing operators of a PDF page (ISO 32000-1 §9.4) to words with their place and look. */

import {
  contains,
  identity,
  isListLike,
  type Matrix,
  matrixOf,
  multiply,
  transform,
} from "./pdf-geometry.ts";
import type { Ink, Word } from "./pdf-ink.ts";
import type { GraphicsState } from "./pdf-state.ts";

/** Where the next glyph goes, in text space. */
export interface TextPlace {
  begin(): void;
  setMatrix(value: unknown): void;
  move(dx: number, dy: number): void;
  show(glyphs: unknown, state: GraphicsState, order: number): void;
}

const sizeMin = 1;
const alphaMin = 0.05;
/** A move of this share of the letter size is a space between words. */
const gapShare = 0.18;

interface Glyph {
  readonly text: string;
  readonly width: number;
  readonly space: boolean;
}

export function createTextPlace(ink: Ink, concealed: () => boolean): TextPlace {
  let matrix: Matrix = identity;
  let x = 0;
  let y = 0;
  let lineX = 0;
  let lineY = 0;
  return {
    begin: () => {
      matrix = identity;
      x = y = lineX = lineY = 0;
    },
    setMatrix: (value) => {
      matrix = matrixOf(value) ?? identity;
      x = y = lineX = lineY = 0;
    },
    move: (dx, dy) => {
      lineX += dx;
      lineY += dy;
      x = lineX;
      y = lineY;
    },
    show: (glyphs, state, order) => {
      if (!isListLike(glyphs)) return;
      const whole = multiply(state.matrix, matrix);
      const size = Math.abs(state.fontSize) * Math.hypot(whole[2], whole[3]);
      const visible = stateOf(state, size, concealed());
      const colour = state.mode % 4 === 1 ? state.stroke : state.fill;
      const step = cutWords(glyphs, state, ({ text, from, to, gap }) => {
        const start = transform(whole, x + from, y + state.rise);
        const end = transform(whole, x + to, y + state.rise);
        const middle = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
        const cut = visible === "painted" && !contains(state.clip, middle);
        const place = { x: start.x, y: start.y, endX: end.x, endY: end.y, size };
        ink.words.push({ text, ...place, gap, order, colour, state: cut ? "hidden" : visible });
      });
      x += step;
    },
  };
}

interface Cut {
  readonly text: string;
  /** In text space, from the place where the operator began. */
  readonly from: number;
  readonly to: number;
  readonly gap: boolean;
}

/** Words of one operator; returns how far it moved. */
function cutWords(
  glyphs: ArrayLike<unknown>,
  state: GraphicsState,
  take: (word: Cut) => void,
): number {
  let text = "";
  let from = 0;
  let at = 0;
  let gap = false;
  const finish = (gapNext: boolean): void => {
    if (text !== "") {
      take({ text, from: from * state.widthScale, to: at * state.widthScale, gap });
      gap = false;
    }
    text = "";
    gap ||= gapNext;
  };
  for (let n = 0; n < glyphs.length; n += 1) {
    const item = glyphs[n];
    if (typeof item === "number") {
      const move = (-item * state.fontSize) / 1000;
      if (Math.abs(move) > gapShare * Math.abs(state.fontSize)) finish(true);
      at += move;
      continue;
    }
    const glyph = glyphOf(item);
    if (glyph === undefined) continue;
    if (glyph.text.trim() === "") finish(glyph.text !== "");
    else {
      if (text === "") from = at;
      text += glyph.text;
    }
    const width = glyph.width * state.fontSize * state.fontScale;
    // Vertical writing stays in its place: one operator is one word there.
    if (!state.vertical) at += width + state.charSpacing + (glyph.space ? state.wordSpacing : 0);
  }
  finish(false);
  return at * state.widthScale;
}

function stateOf(state: GraphicsState, size: number, concealed: boolean): Word["state"] {
  // Modes 3 and 7 paint nothing, ISO 32000-1 table 106.
  if (state.mode === 3 || state.mode === 7) return "unpainted";
  const alpha = state.mode % 4 === 1 ? state.strokeAlpha : state.fillAlpha;
  return concealed || state.inMask || size < sizeMin || alpha < alphaMin ? "hidden" : "painted";
}

function glyphOf(item: unknown): Glyph | undefined {
  if (typeof item !== "object" || item === null) return undefined;
  const text = "unicode" in item && typeof item.unicode === "string" ? item.unicode : "";
  const width = "width" in item && typeof item.width === "number" ? item.width : 0;
  return { text, width, space: "isSpace" in item && item.isSpace === true };
}
