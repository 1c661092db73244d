/** Tables of words as they stand in `data/`: read, not built. */

import { assert } from "@tocsin/kernel";
import { packColumns, readColumns } from "@tocsin/kernel/columns";
import { WordTable } from "./word-hash.ts";

const column = "entries";

/** `facts`: where the words are from, and what may be done with them. */
export function packWordTable(
  facts: Readonly<Record<string, string>>,
  { entries }: WordTable,
): Uint8Array<ArrayBuffer> {
  return packColumns(facts, { [column]: entries });
}

/** Of a file in `data/`; what is added to the table stays in memory. */
export function readWordTable(name: string): WordTable {
  const file = new URL(`../../data/${name}`, import.meta.url);
  const entries = readColumns(file).column(column, Uint32Array);
  assert(entries !== undefined, "words in their file");
  return new WordTable(entries);
}
