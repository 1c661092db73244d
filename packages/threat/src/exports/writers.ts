/**
 * Rows as files of other tools. A value comes from strangers: none of them can become a formula of a
 * spreadsheet, a second rule, or a line of its own.
 */

import type { ExportRow } from "./rows.ts";

const columns = ["type", "value", "role", "confidence", "tlp", "expires", "report"] as const;

/** RFC 4180, with what a spreadsheet would calculate made text by a leading quote. */
export function csvOf(rows: readonly ExportRow[]): string {
  const lines = rows.map((row) => columns.map((name) => csvField(row[name])).join(","));
  return [columns.join(","), ...lines].map((line) => `${line}\r\n`).join("");
}

function csvField(value: string): string {
  const safe = /^[=+\-@\t\r|%]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) || safe !== value ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One value a line. */
export function listOf(rows: readonly ExportRow[]): string {
  return rows
    .filter(({ value }) => !/[\r\n]/.test(value))
    .map(({ value }) => `${value}\n`)
    .join("");
}
