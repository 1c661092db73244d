/** Tables with a head: what a column is called says what is in it, although its cells say nothing. */

import { letterPattern } from "@tocsin/kernel/letter-pattern";
import type { Detection, Detector, Reading } from "../../detector.ts";
import type { FindingKind } from "../../finding-kinds.ts";
import type { Passage } from "../../text/passage.ts";
import {
  attackBit,
  bitsOf,
  columnBit,
  knownBit,
  littleBit,
  ordinaryBit,
  tradeBit,
} from "../../text/word-table.ts";
import {
  besideBusiness,
  besideMachines,
  besidePerson,
  cellCharsMax,
  type Column,
  columnOf,
  type KnownCells,
  ofBusiness,
  ofPerson,
  ofTerms,
} from "./column-names.ts";
import { records } from "./records.ts";
import { type Cell, cellsOf, isAround, joined, quote } from "./table-cells.ts";

const lineCharsMax = 20_000;

const personal: ReadonlySet<Column["kind"] | undefined> = new Set([
  "person",
  "date-of-birth",
  "national-id",
]);
const ofTrade: ReadonlySet<Column["kind"] | undefined> = new Set([
  "competitive-price",
  "competitive-cost",
  "company-customer",
  "purchasing",
  "output-volume",
]);

export const tableColumns: Detector = {
  name: "table-columns",
  version: 8,
  detect(reading) {
    const { passage, lines } = reading;
    const found: Detection[] = [];
    const known: KnownCells = new Map();
    let head: Head | undefined;
    for (let at = 0; at < lines.count; at += 1) {
      const isHead = ((lines.bits[at] ?? 0) & columnBit) !== 0;
      if (!isHead && head === undefined) continue;
      const start = lines.starts[at] ?? 0;
      const line = { start, end: Math.min(lines.ends[at] ?? start, start + lineCharsMax) };
      if (isComment(passage.text, line.start)) continue;
      const cells = head === undefined ? undefined : rowOf(passage.codes, line, head);
      if (head !== undefined && cells !== undefined) {
        found.push(...sensitive(reading, cells, head));
      } else {
        head = isHead ? readHead(passage, line, known) : undefined;
        if (head !== undefined && goesOn(passage.codes, lines.starts[at - 1], line, head))
          head = undefined;
      }
    }
    return [...found, ...records(reading, known)];
  },
};

/** A row like the one before it is no head: "Ramnit;name;file infector" in a table of indicators. */
function goesOn(codes: Uint16Array, before: number | undefined, line: Cell, head: Head): boolean {
  if (before === undefined || line.start === 0) return false;
  const last = { start: before, end: Math.min(line.start - 1, before + lineCharsMax) };
  const isSpaced = (row: Cell): boolean => {
    const first = codes.indexOf(head.separator, row.start);
    return first >= 0 && first < row.end && codes[first + 1] === 32;
  };
  const length = cellsOf(codes, last, head.separator).length;
  return length === head.columns.length && isSpaced(last) === isSpaced(line);
}

function isComment(text: string, start: number): boolean {
  return text[start] === "#" || text.startsWith("//", start) || text.startsWith("--", start);
}

interface Head {
  readonly separator: number;
  readonly columns: readonly (Column | undefined)[];
  readonly isOfPeople: boolean;
  /** No column but "Name" is a person's: who or what is called so, the rows tell. */
  readonly hasOnlyNames: boolean;
}

/** Separators that a cell may hold without quotes round it. */
const strayMax = 3;

/** As many cells as columns, or more: a cell may hold a comma. */
function rowOf(codes: Uint16Array, line: Cell, { separator, columns }: Head): Cell[] | undefined {
  const cells = joined(codes, cellsOf(codes, line, separator), columns.length);
  const isRow = cells.length >= columns.length && cells.length <= columns.length + strayMax;
  return isRow ? cells : undefined;
}

const separators = Array.from(",\t;|", (char) => char.charCodeAt(0));
const pipe = 124;
const isSeparator = new Uint8Array(65_536);
for (const code of separators) isSeparator[code] = 1;

function readHead({ text, codes }: Passage, line: Cell, known: KnownCells): Head | undefined {
  if (!hasSeparators(codes, line)) return undefined;
  for (const separator of codes[line.start] === pipe ? [pipe] : separators) {
    if (!partsCells(codes, line, separator)) continue;
    const cells = cellsOf(codes, line, separator);
    // One word that could head a column is a sentence with a comma; a table has only such words.
    if (cells.length < 3 || !cells.every((cell) => mayHead(codes, cell))) continue;
    const called = cells.map(({ start, end }) => columnOf(text.slice(start, end), known));
    // So it is in most lines: what else its cells are called need not be asked.
    if (called.every((column) => column === undefined)) continue;
    const names = cells.map(({ start, end }) => text.slice(start, end).toLowerCase());
    const isOfAttacks = names.some((name) => ofAttacks.test(name));
    const isBare = names.map((name) => bareName.test(name));
    const read = called.map((column, at) =>
      isOfAttacks && isBare[at] === true ? undefined : column,
    );
    const isOfPeople = read.some((column) => personal.has(column?.kind));
    const columns = isOfPeople ? read : besideMachines(read, names);
    if (columns.every((column) => column === undefined)) continue;
    const hasOnlyNames = columns.every((it, at) => it === undefined || isBare[at] === true);
    const beside = isOfPeople
      ? besidePerson
      : isOfBusiness(columns, names)
        ? besideBusiness
        : undefined;
    const all = columns.map((column, at) => column ?? beside?.(names[at] ?? ""));
    return { separator, columns: all, isOfPeople, hasOnlyNames };
  }
  return undefined;
}

/** Two columns tell of what is bought and sold, or one beside a bare amount: "buyer", "qty". */
function isOfBusiness(columns: readonly (Column | undefined)[], names: readonly string[]): boolean {
  const count = columns.filter((column) => ofTrade.has(column?.kind)).length;
  return count > 1 || (count > 0 && names.some((name) => ofAmounts.test(name)));
}

const ofAmounts =
  /^(?:(?:annual|monthly|weekly|yearly|total|order|net)[ _-])?(?:qty|quantity|quantities|volumes?|vol|spend|forecast|target|plan|budget|actual|units|share)$|^(?:quantita|cantidad|quantite|quantidade|aantal|anzahl|ilosc|mnozstvi|mennyiseg|miktar|maara|antall?|cantitate|kolicina)$/;

/** "Tactic | ID | Name": what is called so there is a way of attacking. */
const ofAttacks =
  /^(?:tactics?|(?:sub-?)?techniques?|mitre.{0,12}|att&?ck.{0,8}|ttps?|(?:\w{1,10} )?detection(?: name)?|malware(?: family)?|file ?names?)$/;
/** A row of these is of an attack, too, whatever its columns are called: "|ID |Name". */
const attackId = /^(?:TA?\d{4}(?:\.\d{3})?|[MSGC]\d{4}|CVE-\d{4}-\d{4,7}|CWE-\d{1,4})$/;
const bareName = /^names?$/;

/** Two at least: most lines are sentences with none or one. */
function hasSeparators(codes: Uint16Array, { start, end }: Cell): boolean {
  let count = 0;
  for (let at = start; at < end && count < 2; at += 1) count += isSeparator[codes[at] ?? 0] ?? 0;
  return count > 1;
}

/** Two at least, and nothing between them that is too long for a cell, blanks around it included. */
function partsCells(codes: Uint16Array, { start, end }: Cell, separator: number): boolean {
  let count = 0;
  let from = start;
  for (let at = start; at < end; at += 1) {
    const code = codes[at] ?? 0;
    if (code === quote) return true;
    if (code === separator) {
      count += 1;
      from = at + 1;
    } else if (isAround(code)) {
      if (at === from) from = at + 1;
    } else if (at - from >= cellCharsMax) {
      return false;
    }
  }
  return count > 1;
}

const shortCharsMax = 4;

/** Short, and no sentence. */
function mayHead(codes: Uint16Array, { start, end }: Cell): boolean {
  if (end - start > cellCharsMax) return false;
  const last = end > start ? codes[end - 1] : 0;
  // "r.č.", "no." are short for words.
  if (last === 46) return end - start <= shortCharsMax;
  return last !== 33 && last !== 63 && last !== 58;
}

function* sensitive(
  reading: Reading,
  cells: readonly Cell[],
  { columns, isOfPeople, hasOnlyNames }: Head,
): Generator<Detection> {
  const { passage } = reading;
  const cellText = ({ start, end }: Cell): string => passage.text.slice(start, end);
  if (hasOnlyNames && cells.some((cell) => attackId.test(cellText(cell)))) return;
  // Where a cell holds a comma, those behind it are told by none of the columns.
  const isAligned = cells.length === columns.length;
  for (const [at, place] of cells.entries()) {
    const column = isAligned || !isOfPeople ? columns[at] : undefined;
    const told = isAligned || !isOfPeople ? column?.kind : ofPerson;
    // Of others only the first ones are surely where they belong.
    if (!isAligned && !isOfPeople && at > 1) return;
    const cell = cellText(place);
    if (told === undefined || /^[-:]*$/.test(cell)) continue;
    const span = passage.spanOf(place.start, place.end);
    const kind = kindOfCell(told, cell);
    if (kind === undefined) continue;
    if (kind === "username" && column?.isSure === false && !isAccount(cell)) continue;
    if (kind === told) {
      const needsReview = column?.isSure !== true;
      yield { ...span, kind, why: "A cell of a column that is called so.", needsReview };
    } else if (!reading.isExplained(span)) {
      const why = told === ofPerson ? besidePersons : besideTrade;
      yield { ...span, kind, why, needsReview: true };
    }
  }
}

const besidePersons = "A cell in the row of a person.";
const besideTrade = "It stands in a row of what is bought and sold.";

/** "jroe", "kasse2", "PVG\\jroe": in small letters, and no word. */
function isAccount(cell: string): boolean {
  const [name = ""] = accountCell.exec(cell.replace(/^[\w-]{1,15}\\{1,2}/, "")) ?? [];
  return name !== "" && (bitsOf(name) & (ordinaryBit | tradeBit | knownBit | littleBit)) === 0;
}

const accountCell = /^[a-z][a-z0-9]{2,15}(?:[._-][a-z0-9]{1,15}){0,2}$/;

function kindOfCell(told: Column["kind"], cell: string): FindingKind | undefined {
  if (told === ofPerson) return saysSomething.test(cell) ? guessed(cell) : undefined;
  if (told === ofTerms) return isOfAttack(cell) ? undefined : "purchasing";
  if (told === ofBusiness) return amount.test(cell) ? "output-volume" : undefined;
  return told;
}

function isOfAttack(cell: string): boolean {
  return cell.split(/[^A-Za-z]+/).some((word) => (bitsOf(word) & (attackBit | tradeBit)) !== 0);
}

/** "480,000", "64,000 pcs", "12.5 %". */
const amount = letterPattern(
  String.raw`^[^\p{L}\d\s]{0,3} ?\d{1,3}(?:[., ']?\d{1,3}){0,4} ?(?:%|\p{L}{1,10})?$`,
);

/** No single digit, no word that is only a mark: "-", "n/a", "7". */
const saysSomething = letterPattern(String.raw`\p{L}{4}|\p{L}\P{L}+\p{L}{2}|\d.*\d.*\d.*\d`);

/** "Roe", "Jane Roe". */
const nameAlone = letterPattern(String.raw`^\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?$`);

function guessed(cell: string): FindingKind {
  if (/\d.*\d.*\d.*\d/.test(cell)) return "national-id";
  return nameAlone.test(cell) ? "person" : "human-resources";
}
