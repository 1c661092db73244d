/** Directory exports and inventories as CSV: what a column is called says what is in it. RFC 4180. */

import { letterPattern } from "@tocsin/kernel/letter-pattern";
import type { ProfileProposal } from "@tocsin/wire";
import type { Collected } from "./collected.ts";
import { turned } from "./from-ldif.ts";
import { addMailDomain } from "./mail-domains.ts";
import { addAddresses } from "./own-addresses.ts";

const rowsMax = 200_000;
const cellsMax = 200;
const lineCharsMax = 20_000;
const rowLinesMax = 20;
const separators = [",", ";", "\t", "|"];

type Meaning = ProfileProposal["list"] | "given" | "family" | "mail" | "address";

const columns: readonly (readonly [RegExp, Meaning])[] = [
  [/^(?:given ?name|first ?name|forename|vorname|prenom|nombre|etunimi)$/, "given"],
  [/^(?:sn|surname|last ?name|family ?name|nachname|nom|apellidos?|sukunimi)$/, "family"],
  [
    /^(?:display ?name|full ?name|cn|name|employee|employee ?name|person|owner|user ?full ?name)$/,
    "people",
  ],
  [
    /^(?:e ?mail|mail|e ?mail ?address|mail ?address|user ?principal ?name|upn|primary ?smtp ?address)$/,
    "mail",
  ],
  [
    /^(?:host|host ?name|computer|computer ?name|dns ?host ?name|dns ?name|fqdn|device|device ?name|asset|asset ?name|server|server ?name|machine|node)$/,
    "hosts",
  ],
  [/^(?:ip|ip ?address|ipv4|ipv4 ?address|address|ip ?v4)$/, "address"],
  [/^(?:subnet|network|range|cidr|prefix)$/, "ranges"],
  [
    /^(?:office|site|location|city|town|plant|branch|building|campus|physical ?delivery ?office ?name|l|standort|ort)$/,
    "places",
  ],
  [/^(?:company|organi[sz]ation|o|legal ?entity|entity|firma)$/, "names"],
  [
    /^(?:software|product|application|app|software ?name|product ?name|package|technology|operating ?system|os)$/,
    "technologies",
  ],
  [/^(?:brand|trade ?mark)$/, "brands"],
  [/^(?:domain|domain ?name|zone)$/, "domains"],
];

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

interface Head {
  readonly separator: string;
  readonly meanings: readonly (Meaning | undefined)[];
}

/** Undefined where the first line is no head of a table that tells something. */
export function tableHead(text: string): Head | undefined {
  const end = text.indexOf("\n");
  const line = text
    .slice(0, Math.min(end < 0 ? text.length : end, lineCharsMax))
    .replace(/^\ufeff/, "");
  for (const separator of separators) {
    const cells = cellsOf(line, separator);
    const meanings = cells.map(meaningOf);
    const known = meanings.filter((it) => it !== undefined).length;
    if (cells.length >= 2 && known >= 1 && known * 4 >= Math.min(cells.length, 12)) {
      return { separator, meanings };
    }
  }
  return undefined;
}

function meaningOf(cell: string): Meaning | undefined {
  const name = cell
    .toLowerCase()
    .replace(/[_\-. ]+/g, " ")
    .trim();
  return columns.find(([pattern]) => pattern.test(name))?.[1];
}

export function learnFromTable(text: string, head: Head, into: Collected): void {
  const addresses: string[] = [];
  const isInventory = head.meanings.includes("hosts") || head.meanings.includes("address");
  for (const row of rowsOf(text).slice(1)) {
    if (row === "" || row.length > lineCharsMax) continue;
    const cells = cellsOf(row, head.separator);
    const of = (meaning: Meaning): string => cells[head.meanings.indexOf(meaning)]?.trim() ?? "";
    if (of("given") !== "" && of("family") !== "") {
      into.add("people", `${of("given")} ${of("family")}`, whys.people, 0);
    }
    for (const [at, meaning] of head.meanings.entries()) {
      const cell = cells[at]?.trim() ?? "";
      if (cell === "" || meaning === undefined || meaning === "given" || meaning === "family")
        continue;
      if (meaning === "mail") addMailDomain(cell, into);
      else if (meaning === "address") addresses.push(cell);
      else if (meaning === "people") learnPerson(cell, isInventory, into);
      else into.add(meaning, cell, whys[meaning], meaning === "hosts" ? 0 : 1);
    }
  }
  addAddresses(addresses, "Machines of a table are there.", into);
}

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

/** In an inventory a column "name" names machines. */
function learnPerson(cell: string, isInventory: boolean, into: Collected): void {
  if (wholeName.test(cell)) {
    into.add("people", turned(cell), whys.people, 0);
  } else if (isInventory && /\d|-/.test(cell)) into.add("hosts", cell, whys.hosts, 0);
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
