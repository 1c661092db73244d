/** Which values `match` does not look for since everybody has them, and by which list: told to people and programs. */

import type { HarmlessValue } from "../matching/indicator-list.ts";
import { counted } from "./counted.ts";
import { oneLine, safeJson } from "./safe-text.ts";
import type { Shell } from "./shell.ts";

/** Told without being asked for; the flag tells all of those that are kept. */
const toldMax = 5;
const keptMax = 100_000;

export interface HarmlessValues {
  /** With its repetitions. */
  readonly count: number;
  add(value: HarmlessValue): void;
  /** A line each: with `all` and --json on stdout, otherwise on stderr, `toldMax` at most. */
  tell(shell: Shell, all: boolean): void;
}

export function createHarmlessValues(): HarmlessValues {
  const kept = new Map<string, HarmlessValue>();
  let count = 0;
  return {
    get count() {
      return count;
    },
    add: (it) => {
      count += 1;
      const key = `${it.type} ${it.value}`;
      if (kept.size < keptMax && !kept.has(key)) kept.set(key, it);
    },
    tell: (shell, all) => {
      const shown = [...kept.values()].slice(0, all ? keptMax : toldMax);
      for (const it of shown) {
        if (shell.json && all) shell.terminal.out(`${safeJson(documentOf(it))}\n`);
        else shell.terminal.note(`  harmless: ${wordsOf(shell, it)}\n`);
      }
      const more = kept.size - shown.length;
      if (more > 0) {
        const flag = all ? "" : "; --list-benign tells them all, --keep-benign looks for them";
        shell.terminal.note(`  and ${counted(more, "more harmless value")}${flag}\n`);
      }
    },
  };
}

/** No `file`: it is no hit. */
function documentOf({ type, value, source, benign: { list, why } }: HarmlessValue): object {
  return { type, value, source, notLookedFor: { list, why } };
}

function wordsOf(shell: Shell, { type, value, source, benign }: HarmlessValue): string {
  const what = `${type} ${oneLine(shell.observable(value, type))}`;
  return `${what}  ${oneLine(source)}  ${benign.list}: ${benign.why}`;
}
