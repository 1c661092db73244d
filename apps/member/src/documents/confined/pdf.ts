/**
 * PDF to the text that a reader sees. Fonts and streams are pdf.js's work; which words can be seen is
 * ours, because its own text extraction also yields what is invisible, covered or switched off.
 */

import { AnnotationMode, getDocument, VerbosityLevel } from "unpdf/pdfjs";

import type { Section } from "./answer.ts";
import { boxOf, everywhere } from "./pdf-geometry.ts";
import { layOutPage } from "./pdf-layout.ts";
import { type PageContext, playPage } from "./pdf-page.ts";
import { Unreadable } from "./unreadable.ts";

type Pdf = Awaited<ReturnType<typeof getDocument>["promise"]>;
type Page = Awaited<ReturnType<Pdf["getPage"]>>;

const pagesMax = 5_000;
const tailBytes = 2_048;
const ligatures = /[\ufb00-\ufb06]/g;
const privateUse = /[\ue000-\uf8ff]/g;

export async function readPdf(bytes: Uint8Array, out: Section): Promise<void> {
  const tail = new TextDecoder("latin1").decode(bytes.subarray(-tailBytes));
  if (!tail.includes("%%EOF")) out.note("repaired");
  const pdf = await open(bytes);
  if (pdf.numPages > pagesMax) throw new Unreadable("limit");
  const layers = await pdf.getOptionalContentConfig();
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    await readPage(page, (layer) => Boolean(layers.isVisible(layer)), out);
    page.cleanup();
  }
  await noteRest(pdf, out);
}

async function open(bytes: Uint8Array): Promise<Pdf> {
  try {
    return await getDocument({
      data: bytes,
      verbosity: VerbosityLevel.ERRORS,
      // Pictures are not read, so they are not decoded.
      maxImageSize: 0,
      disableFontFace: false,
      useSystemFonts: false,
      useWasm: false,
      useWorkerFetch: false,
      isOffscreenCanvasSupported: false,
      isImageDecoderSupported: false,
      enableXfa: false,
      stopAtErrors: false,
    }).promise;
  } catch (error) {
    const locked = error instanceof Error && error.name === "PasswordException";
    throw new Unreadable(locked ? "encrypted" : "damaged", error);
  }
}

async function readPage(
  page: Page,
  layerShown: (layer: unknown) => boolean,
  out: Section,
): Promise<void> {
  const list = await page.getOperatorList({ annotationMode: AnnotationMode.ENABLE });
  const context: PageContext = { layerShown, font: (name) => fontOf(page, name) };
  const ink = playPage({ codes: list.fnArray, values: list.argsArray }, context);
  const laid = layOutPage(ink, boxOf(page.view) ?? everywhere);
  out.note("hidden-text", laid.hidden);
  out.note("covered-text", laid.covered);
  out.note("recognised-text", laid.recognised);
  out.note("pictures-unread", laid.pictures);
  const text = laid.text
    .replace(ligatures, (letter) => letter.normalize("NFKC"))
    .replace(privateUse, () => {
      out.note("characters-unknown", 1);
      return "\ufffd";
    });
  if (text !== "") out.text(`${text}\n`);
  await readAnnotations(page, text, out);
  out.text("\n");
}

function fontOf(page: Page, name: string): { scale: number; vertical: boolean } | undefined {
  if (!page.commonObjs.has(name)) return undefined;
  const font: unknown = page.commonObjs.get(name);
  if (typeof font !== "object" || font === null) return undefined;
  const matrix: unknown = "fontMatrix" in font ? font.fontMatrix : undefined;
  const scale = Array.isArray(matrix) ? Number(matrix[0]) : 0.001;
  return { scale, vertical: "vertical" in font && font.vertical === true };
}

/** Link targets are read: a document that is one picture and one link is a common bait. */
async function readAnnotations(page: Page, text: string, out: Section): Promise<void> {
  const seen = new Set<string>();
  for (const annotation of await page.getAnnotations()) {
    const entry: unknown = annotation;
    if (typeof entry !== "object" || entry === null) continue;
    const target = field(entry, "unsafeUrl") ?? field(entry, "url");
    if (target !== undefined && !seen.has(target) && !text.includes(target)) {
      seen.add(target);
      out.text(`<${target}>\n`);
    }
    const kind = field(entry, "subtype");
    const said: unknown = "contentsObj" in entry ? entry.contentsObj : undefined;
    const words = typeof said === "object" && said !== null ? field(said, "str") : undefined;
    if (words !== undefined && kind !== "FreeText" && kind !== "Link" && kind !== "Widget") {
      out.note("annotations-dropped", 1);
    }
  }
}

function field(entry: object, name: string): string | undefined {
  const value: unknown = Reflect.get(entry, name);
  return typeof value === "string" && value !== "" ? value : undefined;
}

async function noteRest(pdf: Pdf, out: Section): Promise<void> {
  const { info }: { info: unknown } = await pdf.getMetadata();
  const names = ["Author", "Creator", "Keywords", "Producer", "Subject", "Title"];
  if (typeof info === "object" && info !== null) {
    out.note("metadata-dropped", names.filter((name) => field(info, name) !== undefined).length);
  }
  const files: unknown = await pdf.getAttachments();
  if (files instanceof Map) out.note("embedded-unread", files.size);
  else if (typeof files === "object" && files !== null) {
    out.note("embedded-unread", Object.keys(files).length);
  }
  if (await pdf.hasJSActions()) out.note("active-content", 1);
}
