/** A list of products as companies have it: CPE names, one a line, or CSV with a line of titles. */

import { TocsinError } from "@tocsin/kernel";
import type { z } from "zod";
import type { inventoryRequest } from "@tocsin/wire/node-api";

import { csvRows, type Separator } from "../matching/csv.ts";
import { parseCpe } from "../warnings/products.ts";

type Line = z.input<typeof inventoryRequest>["items"][number];

const partCharsMax = 120;
const cpeCharsMax = 300;
const linesMax = 100_000;

/** Throws `too-large`, and `message-invalid` for CSV that is none. */
export function inventoryLines(text: string): { items: Line[]; wrongLines: number[] } {
  const items: Line[] = [];
  const wrongLines: number[] = [];
  let titles: readonly string[] | undefined;
  for (const { line, fields } of csvRows(text, separatorOf(text))) {
    const [first = ""] = fields;
    if (first.trim().startsWith("#")) continue;
    if (titles === undefined && !isCpe(first) && hasTitles(fields)) {
      titles = fields.map((it) => it.trim().toLowerCase());
      continue;
    }
    const item = isCpe(first) ? byCpe(first) : lineOf(titles, fields);
    if (item === undefined) wrongLines.push(line);
    else items.push(item);
    if (items.length > linesMax) {
      throw new TocsinError("too-large", { detail: `more than ${linesMax} products` });
    }
  }
  return { items, wrongLines };
}

/** By the line of titles: only there no product's name can stand in the way. */
function separatorOf(text: string): Separator {
  const [head = ""] = text
    .replace(/^\ufeff/, "")
    .trimStart()
    .split(/\r?\n/, 1);
  const found = ([";", "\t"] as const).find((it) =>
    hasTitles(head.split(it).map((title) => title.replaceAll('"', ""))),
  );
  return found !== undefined && head.includes(found) ? found : ",";
}

function isCpe(field: string): boolean {
  return /^\s*cpe:/i.test(field) && field.trim().length <= cpeCharsMax;
}

/** Undefined where it names no product. */
function byCpe(field: string): Line | undefined {
  const cpe = field.trim();
  return parseCpe(cpe) === undefined ? undefined : { cpe };
}

function hasTitles(fields: readonly string[]): boolean {
  const names = new Set(fields.map((it) => it.trim().toLowerCase()));
  return names.has("cpe") || names.has("product");
}

/** By its titles; without any, vendor, product and version in that order. */
function lineOf(
  titles: readonly string[] | undefined,
  fields: readonly string[],
): Line | undefined {
  const at = (name: string, place: number): string =>
    (titles === undefined ? fields[place] : fields[titles.indexOf(name)])?.trim() ?? "";
  const cpe = titles === undefined ? "" : at("cpe", -1);
  if (isCpe(cpe)) return byCpe(cpe);
  const [vendor, product, version] = [at("vendor", 0), at("product", 1), at("version", 2)];
  const isGood = [vendor, product].every((it) => it !== "" && it.length <= partCharsMax);
  if (!isGood || version.length > partCharsMax) return undefined;
  return { vendor, product, version: version === "" ? null : version };
}
