/** Tables with a head: what a column is called says what is in it, although its cells say nothing. */

import type { Detection, Detector } from "../detector.ts";
import type { FindingKind } from "../finding-kinds.ts";
import type { Passage } from "../text/passage.ts";

const columnsMax = 200;
const lineCharsMax = 20_000;

const columns: readonly (readonly [RegExp, FindingKind])[] = [
  [
    /^(?:(?:full|first|last|given|family|sur|customer|patient|employee|user|client|contact|student|owner|member)[ _-]?)?name$|^(?:patient|employee|contact|owner|assignee|manager|reporter|exported_by|created_by|approver)$/,
    "person",
  ],
  [/^(?:user(?:[ _-]?(?:name|id))?|login|account|samaccountname|upn|owner_id)$/, "username"],
  [/^(?:dob|date[ _-]?of[ _-]?birth|birth[ _-]?date|birthday|born)$/, "date-of-birth"],
  [
    /(?:^|[ _-])(?:ssn|mrn|nino|national[ _-]?id|tax[ _-]?id|passport|licen[cs]e[ _-]?(?:no|number)|(?:patient|employee|member|student|personnel)[ _-]?(?:id|no|number|mrn))$/,
    "national-id",
  ],
  [
    /^(?:recipient|to|cc|rcpt(?:[ _-]?to)?|(?:e-?mail|mail)(?:[ _-]?address)?|recipient_address)$/,
    "email-person",
  ],
  [/^(?:phone|mobile|tel|telephone|cell|fax)(?:[ _-]?(?:no|number))?$/, "phone"],
  [
    /^(?:(?:home|street|postal|mailing|billing)[ _-]?)?address$|^street$|^zip$|^postcode$/,
    "postal-address",
  ],
  [
    /^(?:dx|diagnosis|icd(?:10)?|condition|medication|treatment|allerg(?:y|ies)|insurance)$/,
    "health",
  ],
  [
    /^(?:salary|pay[ _-]?grade|bonus|rating|performance|termination[ _-]?date|hire[ _-]?date)$/,
    "human-resources",
  ],
  [/^(?:iban|account[ _-]?(?:no|number)|card[ _-]?(?:no|number)?|pan|routing)$/, "iban"],
  [/^(?:balance|credit[ _-]?score|loan|income)$/, "financial-personal"],
  [/^(?:unit[ _-]?)?(?:price|list[ _-]?price|discount|quote)$/, "competitive-price"],
  [/^(?:unit[ _-]?)?(?:cost|margin)$/, "competitive-cost"],
  [/^(?:customer|client|buyer)$/, "company-customer"],
  [/^(?:supplier|vendor|bid(?:der)?)$/, "purchasing"],
  [/^(?:password|passwd|pwd|secret|token|api[ _-]?key)$/, "secret"],
];

export const tableColumns: Detector = {
  name: "table-columns",
  version: 1,
  detect({ passage }) {
    const found: Detection[] = [];
    let head: Head | undefined;
    for (const line of lines(passage.text)) {
      const cells = head === undefined ? undefined : cellsOf(passage.text, line, head.separator);
      if (head !== undefined && cells?.length === head.kinds.length) {
        found.push(...sensitive(passage, cells, head.kinds));
      } else {
        head = readHead(passage.text, line);
      }
    }
    return found;
  },
};

interface Cell {
  readonly start: number;
  readonly end: number;
}

interface Head {
  readonly separator: string;
  readonly kinds: readonly (FindingKind | undefined)[];
}

function* lines(text: string): Generator<Cell> {
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    yield { start, end: Math.min(end, start + lineCharsMax) };
    start = end + 1;
  }
}

function readHead(text: string, line: Cell): Head | undefined {
  for (const separator of [",", "\t", ";", "|"]) {
    const cells = cellsOf(text, line, separator);
    if (cells.length < 2) continue;
    const kinds = cells.map(({ start, end }) => kindOf(text.slice(start, end)));
    // One word that could head a column is a sentence with a comma; a table has only such words.
    const isHead = cells.every(
      ({ start, end }) => end - start <= 40 && !/[.!?:]$/.test(text.slice(start, end)),
    );
    if (isHead && cells.length >= 3 && kinds.some((kind) => kind !== undefined)) {
      return { separator, kinds };
    }
  }
  return undefined;
}

function kindOf(cell: string): FindingKind | undefined {
  const name = cell.toLowerCase();
  return columns.find(([pattern]) => pattern.test(name))?.[1];
}

/** Cells without quotes and blanks around them; a separator inside quotes is none. */
function cellsOf(text: string, line: Cell, separator: string): Cell[] {
  const cells: Cell[] = [];
  let start = line.start;
  let isQuoted = false;
  for (let at = line.start; at <= line.end && cells.length < columnsMax; at += 1) {
    const char = at === line.end ? separator : text[at];
    if (char === '"' && at < line.end) isQuoted = !isQuoted;
    if (at < line.end && (char !== separator || isQuoted)) continue;
    cells.push(bare(text, start, at));
    start = at + 1;
  }
  return cells;
}

function bare(text: string, from: number, to: number): Cell {
  let start = from;
  let end = to;
  while (start < end && /[\s"']/.test(text[start] ?? "")) start += 1;
  while (end > start && /[\s"']/.test(text[end - 1] ?? "")) end -= 1;
  return { start, end };
}

function* sensitive(
  passage: Passage,
  cells: readonly Cell[],
  kinds: readonly (FindingKind | undefined)[],
): Generator<Detection> {
  for (const [at, { start, end }] of cells.entries()) {
    const kind = kinds[at];
    if (kind === undefined || end === start || /^-{1,}$/.test(passage.text.slice(start, end)))
      continue;
    const why = "A cell of a column that is called so.";
    yield { ...passage.spanOf(start, end), kind, why, needsReview: false };
  }
}
