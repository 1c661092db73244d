/** Records of people as programs write them: `{"name": …, "dob": …, "test": …}`. Keys say what is behind them, as heads of columns do. */

import type { Detection, Reading } from "../../detector.ts";
import { boundedPattern } from "../../text/bounded-pattern.ts";
import {
  besidePerson,
  type Column,
  columnOf,
  type KnownCells,
  ofBusiness,
  ofPerson,
  ofTerms,
} from "./column-names.ts";

const recordCharsMax = 2000;
const pairsMax = 60;
const pair = boundedPattern(
  String.raw`["']([A-Za-z][\w .-]{1,39})["'] ?: ?(?:"([^"\n]{1,120})"|'([^'\n]{1,120})'|(-?\d[\d.]{0,20}))`,
);

const opens = /^\{\s{0,6}["']/;

/** Of one person, and of no account or event: a name alone may be that of a rule. */
const ofSomebody: ReadonlySet<Column["kind"] | undefined> = new Set([
  "date-of-birth",
  "national-id",
  "health",
]);

const ofEvents =
  /^(?:log[ _-]?id|level|msg|message|severity|event(?:[ _.-]?\w{1,12})?|rule|alert|logger|command(?:line)?)$/;

interface Field {
  readonly column: Column | undefined;
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

export function records(reading: Reading, known: KnownCells): Detection[] {
  const { text } = reading.passage;
  const found: Detection[] = [];
  for (let at = text.indexOf("{"); at >= 0;) {
    const end = text.indexOf("}", at);
    if (end < 0) break;
    // What holds another record is none.
    const inner = text.lastIndexOf("{", end);
    if (end - inner <= recordCharsMax && opens.test(text.slice(inner, inner + 8)))
      for (const one of read(reading, inner, end, known)) found.push(one);
    at = text.indexOf("{", end);
  }
  return found;
}

function* read(
  { passage }: Reading,
  from: number,
  to: number,
  known: KnownCells,
): Generator<Detection> {
  const fields = fieldsOf(passage.text.slice(from, to), from, known);
  const kinds = fields.map(({ column }) => column?.kind);
  if (fields.some(({ name }) => ofEvents.test(name))) return;
  if (!kinds.includes("person") || !kinds.some((kind) => ofSomebody.has(kind))) return;
  for (const { column, name, start, end } of fields) {
    const kind = (column ?? besidePerson(name))?.kind;
    if (kind === undefined || kind === ofBusiness || kind === ofTerms) continue;
    const why = "A field in the record of a person.";
    const told = kind === ofPerson ? "human-resources" : kind;
    yield { ...passage.spanOf(start, end), kind: told, why, needsReview: true };
  }
}

function fieldsOf(text: string, from: number, known: KnownCells): Field[] {
  const fields: Field[] = [];
  pair.lastIndex = 0;
  for (let match = pair.exec(text); match !== null; match = pair.exec(text)) {
    if (fields.length === pairsMax) break;
    const [whole, key = "", double, single, number = ""] = match;
    const value = double ?? single ?? number;
    const start = from + match.index + whole.lastIndexOf(value);
    const name = key.toLowerCase();
    fields.push({ column: columnOf(name, known), name, start, end: start + value.length });
  }
  return fields;
}
