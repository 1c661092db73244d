/** The graphics state of a PDF page (ISO 32000-1 §8.4, §9.3), as far as text and its cover need it. */

import { type Colour, parseColour } from "./colour.ts";
import { type Box, everywhere, identity, isListLike, type Matrix } from "./pdf-geometry.ts";
import { Unreadable } from "./unreadable.ts";

export interface GraphicsState {
  matrix: Matrix;
  clip: Box;
  fill: Colour | "unknown";
  stroke: Colour | "unknown";
  fillAlpha: number;
  strokeAlpha: number;
  /** Painted as it is, neither mixed with what is below nor part of a mask. */
  plain: boolean;
  inMask: boolean;
  lineWidth: number;
  fontSize: number;
  /** From glyph units to text units. */
  fontScale: number;
  vertical: boolean;
  charSpacing: number;
  wordSpacing: number;
  widthScale: number;
  leading: number;
  rise: number;
  mode: number;
}

const savedMax = 10_000;

export const initialState: Readonly<GraphicsState> = {
  matrix: identity,
  clip: everywhere,
  fill: 0,
  stroke: 0,
  fillAlpha: 1,
  strokeAlpha: 1,
  plain: true,
  inMask: false,
  lineWidth: 1,
  fontSize: 0,
  fontScale: 0.001,
  vertical: false,
  charSpacing: 0,
  wordSpacing: 0,
  widthScale: 1,
  leading: 0,
  rise: 0,
  mode: 0,
};

export interface StateStack {
  readonly now: GraphicsState;
  save(): void;
  restore(): void;
  /** Starts anew for an annotation, which is drawn over the page by itself. */
  reset(): void;
}

export function createStateStack(): StateStack {
  const saved: GraphicsState[] = [];
  let now: GraphicsState = { ...initialState };
  return {
    get now() {
      return now;
    },
    save: () => {
      if (saved.length >= savedMax) throw new Unreadable("limit");
      saved.push(now);
      now = { ...now };
    },
    restore: () => {
      now = saved.pop() ?? now;
    },
    reset: () => {
      now = { ...initialState };
    },
  };
}

export function colourOf(value: unknown): Colour | "unknown" {
  return typeof value === "string" ? (parseColour(value) ?? "unknown") : "unknown";
}

/** The entries of an extended graphics state that matter. */
export function applyGraphicsState(state: GraphicsState, entries: unknown): void {
  if (!isListLike(entries)) return;
  for (const entry of Array.from(entries)) {
    if (!isListLike(entry)) continue;
    const key = entry[0];
    const value = entry[1];
    if (key === "ca") state.fillAlpha = Number(value);
    else if (key === "CA") state.strokeAlpha = Number(value);
    else if (key === "LW") state.lineWidth = Number(value);
    else if (key === "BM") state.plain = value === "source-over" || value === "Normal";
  }
}
