/** What the command line prints: aligned columns, and no control character whatever is in a name. */

import { TocsinError } from "@tocsin/kernel";

import type { Terminal } from "../config.ts";

/** Characters that move a cursor, change direction or hide. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

export function printable(text: string): string {
  return text.replaceAll(unprintable, "\u{fffd}");
}

/** Rows under a heading; every cell is made printable. */
export function columns(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [heading, ...rows].map((row) => row.map(printable));
  const widths = heading.map((_, at) => Math.max(...all.map((row) => row[at]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join("");
}

/** Says what went wrong and what mends it; gives the exit code. */
export function explain({ err }: Terminal, error: unknown, json: boolean): number {
  const known = error instanceof TocsinError ? error : new TocsinError("invariant-broken");
  const { code, message, fix, exit } = known;
  if (json) err(`${JSON.stringify({ error: code, message: printable(message), fix })}\n`);
  else err(`${printable(message)}\n${fix}\n`);
  return exit;
}
