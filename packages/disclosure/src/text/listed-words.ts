/**
 * The words of `data/words.json` and `data/word-leanings.json` as the table that stands in `data/words.bin`,
 * so that no start hashes a hundred thousand words. The file is made anew when a list changes.
 */

import leanings from "../../data/word-leanings.json" with { type: "json" };
import words from "../../data/words.json" with { type: "json" };
import { littleWordsText } from "../subjects/little-words.ts";
import { endsAsIllness } from "../subjects/telling-words.ts";
import { packWordTable } from "./word-file.ts";
import { hashOf, WordTable } from "./word-hash.ts";
import {
  cueBit,
  familyBit,
  givenBit,
  leaningShift,
  ordinaryBit,
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
  for (const [at, word] of words.ordinary.split(" ").entries()) {
    table.add(hashOf(word), Number(leanings.leanings[at] ?? 0) << leaningShift);
    // Words of illnesses are read as cues are: others of these words need not be looked at.
    if (endsAsIllness(word)) table.add(hashOf(word), cueBit);
  }
  for (const [at, word] of littleWordsText.split(" ").entries()) {
    table.add(hashOf(word), Number(leanings.little[at] ?? 0) << leaningShift);
  }
  const facts = {
    notice: `${words.notice} ${leanings.notice}`,
    script: "packages/disclosure/scripts/make-word-table.ts",
  };
  return packWordTable(facts, table);
}
