/** Plays the operators of one PDF page and records what it paints, without painting. */

import { OPS } from "unpdf/pdfjs";

import {
  type Box,
  boxOf,
  intersect,
  isListLike,
  matrixOf,
  multiply,
  transformBox,
} from "./pdf-geometry.ts";
import type { Ink } from "./pdf-ink.ts";
import { applyGraphicsState, colourOf, createStateStack } from "./pdf-state.ts";
import { createTextPlace } from "./pdf-words.ts";

export interface PageOperators {
  readonly codes: readonly number[];
  readonly values: readonly unknown[];
}

export interface PageContext {
  /** Whether a layer is switched on. */
  layerShown(layer: unknown): boolean;
  font(name: string): { readonly scale: number; readonly vertical: boolean } | undefined;
}

type Step = (values: readonly unknown[], order: number) => void;

const opaque = 0.95;
const fillCodes = new Set<number>([
  OPS.fill,
  OPS.eoFill,
  OPS.fillStroke,
  OPS.eoFillStroke,
  OPS.closeFillStroke,
  OPS.closeEOFillStroke,
]);
const strokeCodes = new Set<number>([OPS.stroke, OPS.closeStroke]);
const unitBox: Box = { left: 0, bottom: 0, right: 1, top: 1 };

export function playPage(operators: PageOperators, context: PageContext): Ink {
  const ink: Ink = { words: [], fills: [] };
  const steps = new Map<number, Step>();
  const states = createStateStack();
  const layers: boolean[] = [];
  const concealed = (): boolean => layers.includes(false);
  addStateSteps(steps, states);
  addTextSteps(steps, states, ink, concealed, context);
  addPathSteps(steps, states, ink, concealed);
  steps.set(OPS.beginMarkedContent, () => layers.push(true));
  steps.set(OPS.beginMarkedContentProps, ([tag, layer]) =>
    layers.push(tag !== "OC" || context.layerShown(layer)),
  );
  steps.set(OPS.endMarkedContent, () => layers.pop());
  let before = -1;
  for (let at = 0; at < operators.codes.length; at += 1) {
    const code = operators.codes[at] ?? -1;
    // A picture was asked to be left out: all that remains of it is the place where it would be.
    if (code === OPS.restore && before === OPS.transform && !concealed()) {
      const { matrix, clip } = states.now;
      const box = intersect(transformBox(matrix, unitBox), clip);
      const covers = states.now.plain && states.now.fillAlpha > opaque;
      ink.fills.push({ box, order: at, colour: "unknown", picture: true, covers });
    }
    const values = operators.values[at];
    steps.get(code)?.(isListLike(values) ? Array.from(values) : [], at);
    if (code !== OPS.dependency) before = code;
  }
  return ink;
}

type States = ReturnType<typeof createStateStack>;

function addStateSteps(steps: Map<number, Step>, states: States): void {
  const matrixStep = (value: unknown): void => {
    const matrix = matrixOf(value);
    if (matrix !== undefined) states.now.matrix = multiply(states.now.matrix, matrix);
  };
  const clipTo = (value: unknown): void => {
    const box = boxOf(value);
    if (box === undefined) return;
    states.now.clip = intersect(states.now.clip, transformBox(states.now.matrix, box));
  };
  steps.set(OPS.save, () => states.save());
  steps.set(OPS.restore, () => states.restore());
  steps.set(OPS.transform, (values) => matrixStep(values));
  steps.set(OPS.setLineWidth, ([width]) => (states.now.lineWidth = Number(width)));
  steps.set(OPS.setGState, ([entries]) => applyGraphicsState(states.now, entries));
  steps.set(OPS.setFillRGBColor, ([colour]) => (states.now.fill = colourOf(colour)));
  steps.set(OPS.setStrokeRGBColor, ([colour]) => (states.now.stroke = colourOf(colour)));
  steps.set(OPS.setFillColorN, () => (states.now.fill = "unknown"));
  steps.set(OPS.setStrokeColorN, () => (states.now.stroke = "unknown"));
  steps.set(OPS.setFillTransparent, () => (states.now.fill = "clear"));
  steps.set(OPS.setStrokeTransparent, () => (states.now.stroke = "clear"));
  steps.set(OPS.paintFormXObjectBegin, ([matrix, box]) => {
    states.save();
    matrixStep(matrix);
    clipTo(box);
  });
  steps.set(OPS.paintFormXObjectEnd, () => states.restore());
  steps.set(OPS.beginGroup, ([group]) => {
    states.save();
    if (typeof group === "object" && group !== null && "smask" in group && group.smask !== null) {
      if (group.smask !== undefined) states.now.inMask = true;
    }
  });
  steps.set(OPS.endGroup, () => states.restore());
  steps.set(OPS.beginAnnotation, ([, rect, first, second]) => {
    states.save();
    states.reset();
    clipTo(rect);
    matrixStep(first);
    matrixStep(second);
  });
  steps.set(OPS.endAnnotation, () => states.restore());
}

function addTextSteps(
  steps: Map<number, Step>,
  states: States,
  ink: Ink,
  concealed: () => boolean,
  context: PageContext,
): void {
  const place = createTextPlace(ink, concealed);
  const show: Step = ([glyphs], order) => place.show(glyphs, states.now, order);
  steps.set(OPS.beginText, () => place.begin());
  steps.set(OPS.setTextMatrix, (values) =>
    place.setMatrix(isListLike(values[0]) ? values[0] : values),
  );
  steps.set(OPS.moveText, ([dx, dy]) => place.move(Number(dx), Number(dy)));
  steps.set(OPS.setLeading, ([leading]) => (states.now.leading = Number(leading)));
  steps.set(OPS.setLeadingMoveText, ([dx, dy]) => {
    states.now.leading = -Number(dy);
    place.move(Number(dx), Number(dy));
  });
  steps.set(OPS.nextLine, () => place.move(0, -states.now.leading));
  steps.set(OPS.setCharSpacing, ([spacing]) => (states.now.charSpacing = Number(spacing)));
  steps.set(OPS.setWordSpacing, ([spacing]) => (states.now.wordSpacing = Number(spacing)));
  steps.set(OPS.setHScale, ([scale]) => (states.now.widthScale = Number(scale) / 100));
  steps.set(OPS.setTextRise, ([rise]) => (states.now.rise = Number(rise)));
  steps.set(OPS.setTextRenderingMode, ([mode]) => (states.now.mode = Number(mode)));
  steps.set(OPS.setFont, ([name, size]) => {
    const font = context.font(String(name));
    states.now.fontSize = Number(size);
    states.now.fontScale = font?.scale ?? 0.001;
    states.now.vertical = font?.vertical ?? false;
  });
  steps.set(OPS.showText, show);
  steps.set(OPS.showSpacedText, show);
}

function addPathSteps(
  steps: Map<number, Step>,
  states: States,
  ink: Ink,
  concealed: () => boolean,
): void {
  let clipNext = false;
  const markClip: Step = () => (clipNext = true);
  steps.set(OPS.clip, markClip);
  steps.set(OPS.eoClip, markClip);
  steps.set(OPS.constructPath, ([code, path, bounds], order) => {
    const box = boxOf(bounds);
    const state = states.now;
    if (box === undefined) return;
    const placed = transformBox(state.matrix, box);
    if (!concealed() && !state.inMask) {
      const covers = state.plain && isUpright(state.matrix);
      if (fillCodes.has(Number(code))) {
        const solid = state.fillAlpha > opaque && state.fill !== "clear" && isRectangle(path);
        const colour = state.plain && state.fillAlpha > opaque ? state.fill : "unknown";
        const seen = intersect(placed, state.clip);
        ink.fills.push({ box: seen, order, colour, picture: false, covers: covers && solid });
      } else if (strokeCodes.has(Number(code)) && isLine(path)) {
        const half = (state.lineWidth * Math.hypot(state.matrix[0], state.matrix[1])) / 2;
        const thick = intersect(widen(placed, half), state.clip);
        const solid = state.strokeAlpha > opaque && state.stroke !== "clear";
        ink.fills.push({
          box: thick,
          order,
          colour: state.stroke,
          picture: false,
          covers: covers && solid,
        });
      }
    }
    if (clipNext) state.clip = intersect(state.clip, placed);
    clipNext = false;
  });
  steps.set(OPS.shadingFill, (_values, order) => {
    const { clip } = states.now;
    ink.fills.push({ box: clip, order, colour: "unknown", picture: false, covers: false });
  });
}

function widen(box: Box, by: number): Box {
  return { left: box.left, right: box.right, bottom: box.bottom - by, top: box.top + by };
}

function isUpright([a, b, c, d]: readonly number[]): boolean {
  const near = (value: number | undefined): boolean => Math.abs(value ?? 0) < 1e-6;
  return (near(b) && near(c)) || (near(a) && near(d));
}

/** Path data of pdf.js: 0 x y moves, 1 x y draws a line, 4 closes; curves have other codes. */
function isRectangle(path: unknown): boolean {
  const data = isListLike(path) ? path[0] : undefined;
  if (!isListLike(data) || data.length < 12 || data.length > 16) return false;
  const points: number[][] = [];
  let at = 0;
  while (at < data.length) {
    const code = Number(data[at]);
    if (code === 4) at += 1;
    else if (code === 0 || code === 1) {
      points.push([Number(data[at + 1]), Number(data[at + 2])]);
      at += 3;
    } else return false;
  }
  const xs = new Set(points.map(([x]) => x));
  const ys = new Set(points.map(([, y]) => y));
  return points.length >= 4 && xs.size === 2 && ys.size === 2;
}

function isLine(path: unknown): boolean {
  const data = isListLike(path) ? path[0] : undefined;
  return isListLike(data) && data.length === 6 && data[0] === 0 && data[3] === 1;
}
