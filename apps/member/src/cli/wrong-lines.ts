/** Which lines of a person's list were not taken: by their numbers, never by what stands in them. */

import type { Terminal } from "./terminal.ts";

const linesToldMax = 10;

/** `why`: "No such type". */
export function tellWrongLines(terminal: Terminal, lines: readonly number[], why: string): void {
  if (lines.length === 0) return;
  const shown = lines.slice(0, linesToldMax).join(", ");
  const rest = lines.length > linesToldMax ? ` and ${lines.length - linesToldMax} more` : "";
  terminal.note(`${why}: line ${shown}${rest}\n`);
}
