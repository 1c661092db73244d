/** The open paragraphs, runs, tables and cells of a DOCX, and the text that is seen in them. */

import type { Section } from "./answer.ts";
import { type Colour, white } from "./colour.ts";
import { type DocxStyles, type RunLook, seen } from "./docx-look.ts";
import type { Flow } from "./flow.ts";

interface Paragraph {
  readonly look: RunLook;
  empty: boolean;
}

interface Cell {
  shade?: Colour;
  filled: boolean;
}

export interface DocxText {
  readonly paragraphs: Paragraph[];
  readonly runs: RunLook[];
  readonly cells: Cell[];
  /** For each open table, whether its style paints cells. */
  readonly tables: boolean[];
  startParagraph(): void;
  endParagraph(): void;
  /** Writes text of the innermost run, or counts it where nobody sees it. */
  put(text: string): void;
}

export function createDocxText(
  styles: DocxStyles,
  flow: Flow,
  out: Section,
  shown: (text: string) => void,
): DocxText {
  const paragraphs: Paragraph[] = [];
  const runs: RunLook[] = [];
  const cells: Cell[] = [];
  const tables: boolean[] = [];
  const behind = (): Colour | "unknown" => {
    const look = paragraphs.at(-1)?.look;
    const shade = look?.shade ?? styles.look(look?.style).shade ?? cells.at(-1)?.shade;
    if (shade !== undefined && shade !== "clear") return shade;
    return tables.at(-1) === true ? "unknown" : white;
  };
  return {
    paragraphs,
    runs,
    cells,
    tables,
    startParagraph: () => {
      const cell = cells.at(-1);
      if (cell === undefined || cell.filled) flow.lineBreak(1);
      if (cell !== undefined) cell.filled = true;
      paragraphs.push({ look: {}, empty: true });
    },
    endParagraph: () => {
      const empty = paragraphs.pop()?.empty === true;
      flow.lineBreak(empty && cells.length === 0 ? 2 : 1);
    },
    put: (text) => {
      const run = runs.at(-1);
      const paragraph = paragraphs.at(-1);
      const look = {
        ...styles.defaults,
        ...withoutShade(styles.look(paragraph?.look.style)),
        ...styles.look(run?.style),
        ...run,
      };
      const how = seen(look, behind());
      if (how === "seen") {
        if (paragraph !== undefined) paragraph.empty = false;
        shown(text);
        flow.exact(text);
      } else {
        const kind = how === "hidden" ? "hidden-text" : "covered-text";
        out.note(kind, text.replace(/\s+/g, "").length);
      }
    },
  };
}

/** The shading of a paragraph style lies behind the paragraph, not behind the run. */
function withoutShade(look: RunLook): RunLook {
  const rest = { ...look };
  delete rest.shade;
  delete rest.style;
  return rest;
}
