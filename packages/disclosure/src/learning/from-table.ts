/** Directory exports and inventories as CSV: what a column is called says what is in it. RFC 4180. */

import { letterPattern } from "@tocsin/kernel/letter-pattern";
import type { ProfileProposal } from "@tocsin/wire";
import { columnMeaning, type ColumnMeaning } from "./column-heads.ts";
import type { Collected } from "./collected.ts";
import { turned } from "./from-ldif.ts";
import { addMailDomain } from "./mail-domains.ts";
import { addAddresses } from "./own-addresses.ts";

const rowsMax = 200_000;
const cellsMax = 200;
const lineCharsMax = 20_000;
const rowLinesMax = 20;
/** Where no title tells, so many lines of one form make a table, with cells as short as this. */
const tableRowsMin = 4;
const tableCellCharsMax = 80;
const lookedAtLinesMax = 12;
const separators = [",", ";", "\t", "|"];

const whys: Record<ProfileProposal["list"], string> = {
  names: "A table calls the company so.",
  brands: "A brand of a table.",
  domains: "A domain of a table.",
  products: "A product of a table.",
  hosts: "A machine of a table.",
  ranges: "A network of a table.",
  places: "A site of a table.",
  people: "A person of a table.",
  technologies: "Software that a table says we run: it decides what concerns us.",
};

export interface TableHead {
  readonly separator: string;
  readonly titles: readonly string[];
  readonly meanings: readonly (ColumnMeaning | undefined)[];
}

/** Undefined where the first line is no head of a table that tells something. */
export function tableHead(text: string): TableHead | undefined {
  const [line = "", ...below] = firstLines(text);
  for (const separator of separators) {
    const titles = cellsOf(line, separator).map((it) => it.trim());
    const meanings = titles.map(columnMeaning);
    const known = meanings.filter((it) => it !== undefined).length;
    if (titles.length < 2 || known === 0 || known * 4 < Math.min(titles.length, 12)) continue;
    // One word alone can stand in a sentence, or in the menu of a page.
    const hasRow = below.some((row) => cellsOf(row, separator).length === titles.length);
    if (known > 1 || hasRow) return { separator, titles, meanings };
  }
  return undefined;
}

/** Titles of what has the form of a table, none of which says what is below it. */
export function unknownTitles(text: string, name: string): readonly string[] | undefined {
  const lines = firstLines(text);
  const rowsMin = /\.(?:csv|tsv)$/i.test(name) ? 2 : tableRowsMin;
  if (lines.length < rowsMin) return undefined;
  for (const separator of separators) {
    const [titles = [], ...rows] = lines.map((line) => cellsOf(line, separator));
    const isTable =
      titles.length >= 2 &&
      rows.every((cells) => cells.length === titles.length) &&
      [titles, ...rows].flat().every((cell) => cell.trim().length <= tableCellCharsMax);
    if (isTable) return titles.map((it) => it.trim());
  }
  return undefined;
}

function firstLines(text: string): string[] {
  return text
    .slice(0, lineCharsMax)
    .replace(/^\ufeff/, "")
    .split(/\r?\n/, lookedAtLinesMax)
    .filter((line, at) => at === 0 || line.trim() !== "");
}

const anyName: ReadonlySet<ColumnMeaning> = new Set(["people", "given", "family"]);

export function learnFromTable(text: string, head: TableHead, into: Collected): void {
  const addresses: string[] = [];
  const has = (meaning: ColumnMeaning): boolean => head.meanings.includes(meaning);
  const isInventory = has("hosts") || has("address") || has("owner");
  const isOfThings = has("owner") && !has("hosts");
  const hasBothNames = has("given") && has("family");
  for (const row of rowsOf(text).slice(1)) {
    if (row === "" || row.length > lineCharsMax) continue;
    const cells = cellsOf(row, head.separator);
    const of = (meaning: ColumnMeaning): string =>
      cells[head.meanings.indexOf(meaning)]?.trim() ?? "";
    if (of("given") !== "" && of("family") !== "") {
      into.add("people", `${of("given")} ${of("family")}`, whys.people, 0);
    }
    for (const [at, meaning] of head.meanings.entries()) {
      const cell = cells[at]?.trim() ?? "";
      if (cell === "" || meaning === undefined) continue;
      if (meaning === "mail") addMailDomain(cell, into);
      else if (meaning === "address") addresses.push(cell);
      else if (meaning === "owner") learnPerson(cell, into);
      else if (anyName.has(meaning)) {
        // "Nom", "Nombre" and "Name" alone are whole names, of people or of things.
        if (meaning !== "people" && hasBothNames) continue;
        if (!isOfThings && learnPerson(cell, into)) continue;
        if (isInventory && /\d|-/.test(cell)) into.add("hosts", cell, whys.hosts, 0);
      } else learnCell(cell, meaning, isInventory, into);
    }
  }
  addAddresses(addresses, "Machines of a table are there.", into);
}

function learnCell(
  cell: string,
  meaning: ColumnMeaning,
  isInventory: boolean,
  into: Collected,
): void {
  // The make of a machine is not ours.
  if (meaning === "brands" && isInventory) return;
  const list = lists[meaning];
  if (list !== undefined) into.add(list, cell, whys[list], list === "hosts" ? 0 : 1);
}

const lists: Readonly<Partial<Record<ColumnMeaning, ProfileProposal["list"]>>> = {
  names: "names",
  brands: "brands",
  domains: "domains",
  hosts: "hosts",
  ranges: "ranges",
  places: "places",
  technologies: "technologies",
  system: "technologies",
};

/** A row goes on over a line end while a quote is open; one that never closes takes its own line only. */
function rowsOf(text: string): string[] {
  const lines = text.split(/\r?\n/, rowsMax);
  const rows: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    let row = lines[at] ?? "";
    let end = at;
    while (hasOpenQuote(row) && end - at < rowLinesMax && end + 1 < lines.length) {
      end += 1;
      row += ` ${lines[end] ?? ""}`;
    }
    const isClosed = !hasOpenQuote(row);
    rows.push(isClosed ? row : (lines[at] ?? ""));
    if (isClosed) at = end;
  }
  return rows;
}

function hasOpenQuote(row: string): boolean {
  let quotes = 0;
  for (let at = row.indexOf('"'); at >= 0; at = row.indexOf('"', at + 1)) quotes += 1;
  return quotes % 2 === 1;
}

const wholeName = letterPattern(
  String.raw`^\p{L}[\p{L}'. -]{0,60}[ ,]{1,2}\p{L}[\p{L}'. -]{0,60}$`,
);

/** False for a cell that is no whole name. */
function learnPerson(cell: string, into: Collected): boolean {
  if (!wholeName.test(cell)) return false;
  into.add("people", turned(cell), whys.people, 0);
  return true;
}

function cellsOf(line: string, separator: string): string[] {
  const cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let at = 0; at < line.length && cells.length < cellsMax; at += 1) {
    const char = line[at] ?? "";
    if (char === '"') {
      if (isQuoted && line[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = !isQuoted;
    } else if (char === separator && !isQuoted) {
      cells.push(cell);
      cell = "";
    } else cell += char;
  }
  return [...cells, cell];
}
