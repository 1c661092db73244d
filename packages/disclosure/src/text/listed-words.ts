/**
 * The words of `data/words.json` and `data/threat-words.json` as the table that stands in `data/words.bin`,
 * so that no start hashes a hundred thousand words. The file is made anew when a list changes.
 */

import threatWords from "../../data/threat-words.json" with { type: "json" };
import words from "../../data/words.json" with { type: "json" };
import { packWordTable } from "./word-file.ts";
import { WordTable } from "./word-hash.ts";
import {
  commonThreatBit,
  familyBit,
  givenBit,
  ordinaryBit,
  rareThreatBit,
  titledBit,
  tradeBit,
} from "./word-table.ts";

/** Room for twice as many as there are, and for those of the code. */
const tableSizeLog2 = 18;

export function packListedWords(): Uint8Array<ArrayBuffer> {
  const table = new WordTable(tableSizeLog2);
  table.addText(words.ordinary, ordinaryBit);
  table.addText(words.given, givenBit);
  table.addText(words.family, familyBit);
  table.addText(words.trade, tradeBit);
  table.addText(words.titled, titledBit);
  table.addText(threatWords.common, commonThreatBit);
  table.addText(threatWords.rare, rareThreatBit);
  const facts = {
    notice: `${words.notice} ${threatWords.notice}`,
    script: "packages/disclosure/scripts/make-word-table.ts",
  };
  return packWordTable(facts, table);
}
