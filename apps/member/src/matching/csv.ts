/** Rows of comma-separated values, RFC 4180, in one pass. */

import { TocsinError } from "@tocsin/kernel";

export interface CsvRow {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

/** Spreadsheets write semicolons where the comma is the decimal sign, and tabs when copied from. */
export type Separator = "," | ";" | "\t";

const fieldsMax = 64;

/** Empty lines are left out. Throws `message-invalid` for a quote that is never closed, with its line. */
export function* csvRows(text: string, separator: Separator = ","): Generator<CsvRow> {
  const source = text.startsWith("\ufeff") ? text.slice(1) : text;
  let at = 0;
  let line = 1;
  while (at < source.length) {
    const fields: string[] = [];
    const startLine = line;
    for (;;) {
      const field = readField(source, at, line, separator);
      fields.push(field.value);
      if (fields.length > fieldsMax) throw invalid(startLine, `more than ${fieldsMax} fields`);
      at = field.end;
      line += field.lines;
      if (source[at] !== separator) break;
      at += 1;
    }
    if (source[at] === "\r") at += 1;
    if (source[at] === "\n") at += 1;
    line += 1;
    if (fields.length > 1 || fields[0]?.trim() !== "") yield { line: startLine, fields };
  }
}

interface Field {
  readonly value: string;
  readonly end: number;
  readonly lines: number;
}

function readField(source: string, start: number, line: number, separator: Separator): Field {
  if (source[start] !== '"') {
    const end = endOfPlain(source, start, separator);
    return { value: source.slice(start, end), end, lines: 0 };
  }
  const parts: string[] = [];
  let from = start + 1;
  for (;;) {
    const quote = source.indexOf('"', from);
    if (quote < 0) throw invalid(line, "a quote is not closed");
    parts.push(source.slice(from, quote));
    if (source[quote + 1] !== '"') {
      const end = endOfPlain(source, quote + 1, separator);
      if (source.slice(quote + 1, end).trim() !== "") throw invalid(line, "text after a quote");
      const value = parts.join('"');
      return { value, end, lines: value.split("\n").length - 1 };
    }
    from = quote + 2;
  }
}

function endOfPlain(source: string, start: number, separator: Separator): number {
  let end = start;
  while (end < source.length && !`${separator}\r\n`.includes(source[end] ?? "")) end += 1;
  return end;
}

function invalid(line: number, what: string): TocsinError {
  return new TocsinError("message-invalid", { detail: `line ${line}: ${what}` });
}
