/** Tables of words as they stand in `data/`: read, not built. */

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
  return new WordTable(readColumns(file).column(column, Uint32Array));
}
