/** What a PDF page paints, in the order of painting: words, filled boxes, pictures. */

import type { Colour } from "./colour.ts";
import type { Box } from "./pdf-geometry.ts";

export interface Word {
  readonly text: string;
  /** The baseline, from first to last character. */
  readonly x: number;
  readonly y: number;
  readonly endX: number;
  readonly endY: number;
  /** Height of the letters on the page, in points. */
  readonly size: number;
  /** White space in the file before it. */
  readonly gap: boolean;
  readonly order: number;
  readonly colour: Colour | "unknown";
  /** "unpainted": the file says not to draw it, as under a scanned page; "hidden": tiny, clear, cut off. */
  readonly state: "painted" | "unpainted" | "hidden";
}

export interface Fill {
  readonly box: Box;
  readonly order: number;
  /** "unknown" for pictures and gradients. */
  readonly colour: Colour | "unknown";
  readonly picture: boolean;
  /** Nothing below can be seen through it. */
  readonly covers: boolean;
}

export interface Ink {
  readonly words: Word[];
  readonly fills: Fill[];
}
