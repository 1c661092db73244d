/** A list of products as companies have it: CPE names, one a line, or CSV with a line of titles. */

import { columnMeaning } from "@tocsin/disclosure/column-heads";
import { TocsinError } from "@tocsin/kernel";
import type { z } from "zod";
import type { inventoryRequest } from "@tocsin/wire/node-api";

import { csvRows, type Separator } from "../matching/csv.ts";
import { parseCpe } from "../warnings/products.ts";

type Line = z.input<typeof inventoryRequest>["items"][number];

const partCharsMax = 120;
const cpeCharsMax = 300;
const linesMax = 100_000;

export interface InventoryLines {
  readonly items: Line[];
  readonly wrongLines: number[];
  /** Whether a line of titles, or CPE names, said what is what: otherwise vendor, product and version. */
  readonly isTitled: boolean;
}

/** Throws `too-large`, `columns-unknown`, and `message-invalid` for CSV that is none. */
export function inventoryLines(text: string): InventoryLines {
  const items: Line[] = [];
  const wrongLines: number[] = [];
  let titles: Columns | undefined;
  let isTitled = true;
  for (const { line, fields } of csvRows(text, separatorOf(text))) {
    const [first = ""] = fields;
    if (first.trim().startsWith("#")) continue;
    if (titles === undefined && items.length === 0 && !isCpe(first)) {
      titles = columnsOf(fields);
      if (titles !== undefined) continue;
      if (namesColumns(fields)) throw unknownColumns();
    }
    if (titles === undefined && !isCpe(first)) {
      if (fields.length > 1) isTitled = false;
      if (!mayBeProduct(fields)) throw unknownColumns();
    }
    const item = isCpe(first) ? byCpe(first) : lineOf(titles ?? bareColumns, fields);
    if (item === undefined) wrongLines.push(line);
    else items.push(item);
    if (items.length > linesMax) {
      throw new TocsinError("too-large", { detail: `more than ${linesMax} products` });
    }
  }
  return { items, wrongLines, isTitled };
}

interface Columns {
  readonly vendor: number;
  readonly product: number;
  readonly version: number;
  readonly cpe: number;
}

/** Of a file without titles. */
const bareColumns: Columns = { vendor: 0, product: 1, version: 2, cpe: -1 };

/** By the line of titles: only there no product's name can stand in the way. */
function separatorOf(text: string): Separator {
  const [head = ""] = text
    .replace(/^\ufeff/, "")
    .trimStart()
    .split(/\r?\n/, 1);
  const found = ([";", "\t"] as const).find((it) => {
    const titles = head.split(it).map((title) => title.replaceAll('"', ""));
    return titles.length > 1 && (columnsOf(titles) !== undefined || namesColumns(titles));
  });
  return found ?? ",";
}

function isCpe(field: string): boolean {
  return /^\s*cpe:/i.test(field) && field.trim().length <= cpeCharsMax;
}

/** Undefined where it names no product. */
function byCpe(field: string): Line | undefined {
  const cpe = field.trim();
  return parseCpe(cpe) === undefined ? undefined : { cpe };
}

/** Undefined where no title says where the product stands. */
function columnsOf(fields: readonly string[]): Columns | undefined {
  const meanings = fields.map(columnMeaning);
  const [vendor, version, cpe] = (["vendor", "version", "cpe"] as const).map((it) =>
    meanings.indexOf(it),
  );
  const product = [meanings.indexOf("technologies"), meanings.indexOf("people")].find(
    (at) => at >= 0,
  );
  const isOfProducts = vendor !== undefined && vendor >= 0 && product !== undefined;
  if (!isOfProducts && (cpe ?? -1) < 0) return undefined;
  return {
    vendor: vendor ?? -1,
    product: product ?? -1,
    version: version ?? -1,
    cpe: cpe ?? -1,
  };
}

/** Titles, but of machines, people or places. */
function namesColumns(fields: readonly string[]): boolean {
  const meanings = fields.map(columnMeaning);
  const known = meanings.filter((it) => it !== undefined).length;
  return known > 1 || (meanings[0] !== undefined && fields.length <= 2);
}

/** Whether a line without titles can be vendor, product and version, and no list of other things. */
function mayBeProduct(fields: readonly string[]): boolean {
  const [vendor = "", , version = ""] = fields;
  const isVersion = version.trim() === "" || /[\d*-]/.test(version);
  return fields.length <= 3 && isVersion && !machine.test(vendor.trim());
}

/** "WS-ACC-01", "srv12", "10.0.0.1", "jane@acme.example" */
const machine = /@|^\d{1,3}(?:\.\d{1,3}){3}$|^[a-z]{2,20}\d{2,6}$|^[a-z]{2,20}-[a-z\d-]{0,40}\d$/i;

function unknownColumns(): TocsinError {
  return new TocsinError("columns-unknown");
}

function lineOf(columns: Columns, fields: readonly string[]): Line | undefined {
  const at = (column: number): string => fields[column]?.trim() ?? "";
  const cpe = at(columns.cpe);
  if (isCpe(cpe)) return byCpe(cpe);
  const [vendor, product, version] = [at(columns.vendor), at(columns.product), at(columns.version)];
  const isGood = [vendor, product].every((it) => it !== "" && it.length <= partCharsMax);
  if (!isGood || version.length > partCharsMax) return undefined;
  return { vendor, product, version: version === "" ? null : version };
}
