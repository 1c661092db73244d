/** One part of a DOCX, element by element. */

import type { Section } from "./answer.ts";
import type { BodyContext } from "./docx-context.ts";
import { createFieldReader, type FieldReader } from "./docx-fields.ts";
import { addProperty, type DocxStyles, type RunLook } from "./docx-look.ts";
import { createDocxText, type DocxText } from "./docx-text.ts";
import type { Flow } from "./flow.ts";
import type { XmlSink } from "./xml-tokens.ts";

type Attribute = (name: string) => string | undefined;

/** Second versions of what stands beside them, and properties as they were before a change. */
const skipped = new Set([
  "mc:Fallback",
  "w:fldData",
  "w:pPrChange",
  "w:rPrChange",
  "w:sectPrChange",
  "w:tblPrChange",
  "w:tcPrChange",
  "w:trPrChange",
]);
const deleted = new Set(["w:del", "w:moveFrom"]);
const runs = new Set(["w:r", "m:r"]);
const texts = new Set(["w:t", "m:t"]);
const runProperties = new Set([
  "w:color",
  "w:highlight",
  "w:rStyle",
  "w:shd",
  "w:specVanish",
  "w:sz",
  "w:vanish",
]);
const written: Readonly<Record<string, string>> = {
  "w:br": "\n",
  "w:cr": "\n",
  "w:noBreakHyphen": "-",
  "w:ptab": "\t",
  "w:tab": "\t",
};

export function createBodySink(context: BodyContext): XmlSink {
  const { styles, flow, out } = context;
  const fields = createFieldReader(context);
  const text = createDocxText(styles, flow, out, (shown) => fields.shown(shown));
  const path: string[] = [];
  let skipFrom = 0;
  let deletedDepth = 0;
  const put = (words: string): void => {
    if (deletedDepth > 0) out.note("deleted-text", words.replace(/\s+/g, "").length);
    else text.put(words);
  };
  return {
    open: (name, attribute) => {
      path.push(name);
      if (skipFrom > 0) return;
      if (skipped.has(name)) skipFrom = path.length;
      else if (deleted.has(name)) deletedDepth += 1;
      else if (path.at(-2) === "w:r" && Object.hasOwn(written, name)) put(written[name] ?? "");
      else if (name === "w:sym") put(symbol(attribute("w:char"), out));
      else if (name === "w:commentReference") out.note("comments-dropped", 1);
      else if (name === "?:wsp" || name === "?:rect") out.note("layout-shapes", 1);
      else if (!openBlock(name, text, flow) && !readProperty(name, path, text, styles, attribute)) {
        fields.open(name, attribute);
      }
    },
    close: (name) => {
      const depth = path.length;
      path.pop();
      if (skipFrom > 0) {
        if (depth === skipFrom) skipFrom = 0;
      } else if (deleted.has(name)) deletedDepth -= 1;
      else closeBlock(name, text, flow, fields);
    },
    text: (words) => {
      if (skipFrom > 0) return;
      const inside = path.at(-1) ?? "";
      if (texts.has(inside)) put(words);
      else if (inside === "w:delText") {
        out.note("deleted-text", words.replace(/\s+/g, "").length);
      } else if (inside === "w:instrText") fields.instruction(words);
    },
  };
}

function openBlock(name: string, text: DocxText, flow: Flow): boolean {
  if (name === "w:p") text.startParagraph();
  else if (runs.has(name)) text.runs.push({});
  else if (name === "w:tbl") text.tables.push(false);
  else if (name === "w:tr") flow.lineBreak(1);
  else if (name === "w:tc") text.cells.push({ filled: false });
  else return false;
  return true;
}

function closeBlock(name: string, text: DocxText, flow: Flow, fields: FieldReader): void {
  if (name === "w:p") text.endParagraph();
  else if (runs.has(name)) text.runs.pop();
  else if (name === "w:tbl") {
    text.tables.pop();
    flow.lineBreak(1);
  } else if (name === "w:tc") {
    text.cells.pop();
    flow.gapOver("\t");
  } else fields.close(name);
}

/** Properties of the innermost run, paragraph, cell or table; the place tells whose they are. */
function readProperty(
  name: string,
  path: readonly string[],
  text: DocxText,
  styles: DocxStyles,
  attribute: Attribute,
): boolean {
  const parent = path.at(-2);
  if (parent === "w:rPr" && path.at(-3) === "w:r" && runProperties.has(name)) {
    addProperty(text.runs.at(-1) ?? {}, name, attribute);
  } else if (parent === "w:pPr" && (name === "w:pStyle" || name === "w:shd")) {
    addProperty(text.paragraphs.at(-1)?.look ?? {}, name, attribute);
  } else if (parent === "w:tcPr" && name === "w:shd") {
    const look: RunLook = {};
    addProperty(look, name, attribute);
    const cell = text.cells.at(-1);
    if (cell !== undefined && look.shade !== undefined) cell.shade = look.shade;
  } else if (parent === "w:tblPr" && name === "w:tblStyle" && text.tables.length > 0) {
    text.tables[text.tables.length - 1] = styles.shades(attribute("w:val") ?? "");
  } else return false;
  return true;
}

/** A character of a symbol font has no meaning outside that font. */
function symbol(hex: string | undefined, out: Section): string {
  const code = Number.parseInt(hex ?? "", 16);
  if (code > 0x20 && code < 0xd800) return String.fromCharCode(code);
  out.note("characters-unknown", 1);
  return "\ufffd";
}
