/** Words that tell by how they are made or where they stand, not by a list. */

import { classBits, ordinaryBit, tradeBit } from "../text/word-table.ts";
import { digitAny, lowerAny, upperFirst, upperLater, type Words } from "../text/words.ts";
import { machine, times } from "./context-words.ts";

/** Endings that only illnesses and treatments have. */
const medicalEnd =
  /(?:[aeo]mia|penia|itis|algia|ectomy|pathy|plegia|uria|scopy|rrhea|rrhoea|trophy|stomy|plasty|thritis|cillin|azole|pril|statin|olol|sartan|prazole|oxetine|azepam|mab|osis)$/;
const notMedical =
  /(?:diagnosis|hypnosis|osmosis|symbiosis|metamorphosis|academia|bohemia|empathy|sympathy|apathy|april|telepathy|antipathy)$/;
const medicalCharsMin = 7;
const medicalEnds = new Set(Array.from("asyenbl", (char) => char.charCodeAt(0)));

export function isMedical(
  lower: string,
  { starts, ends, shapes, bits }: Words,
  at: number,
): boolean {
  const start = starts[at] ?? 0;
  const end = ends[at] ?? start;
  if (end - start < medicalCharsMin || ((shapes[at] ?? 0) & digitAny) !== 0) return false;
  if (!medicalEnds.has(lower.charCodeAt(end - 1)) || ((bits[at] ?? 0) & tradeBit) !== 0)
    return false;
  const word = lower.slice(start, end);
  return medicalEnd.test(word) && !notMedical.test(word);
}

/** A plural of an ordinary word: things that were counted. */
export function isCounted(
  { hashes, bits, shapes, ends, starts, count }: Words,
  at: number,
): boolean {
  if (at >= count || ((bits[at] ?? 0) & ordinaryBit) === 0) return false;
  if (
    ((shapes[at] ?? 0) & (upperFirst | digitAny)) !== 0 ||
    (ends[at] ?? 0) - (starts[at] ?? 0) < 4
  )
    return false;
  if ((starts[at] ?? 0) - (ends[at - 1] ?? 0) !== 1) return false;
  return !machine.has(hashes[at] ?? 0) && !times.has(hashes[at] ?? 0);
}

/** A capital on a word of no list. */
export function isUnknownName(bits: number, shape: number): boolean {
  return (
    (bits & classBits) === 0 &&
    (shape & (upperFirst | lowerAny | upperLater)) === (upperFirst | lowerAny)
  );
}
