/** Dates of birth that their place tells: in messages of hospitals (HL7 v2, DICOM), in vCards, and behind the star of genealogists. */

import type { Detection, Reading } from "../../detector.ts";
import { marksOfChars } from "../../text/tokens.ts";
import { digitAny, unitBefore } from "../../text/words.ts";

const compactChars = 8;
const compact = /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/;
/** "Nkosi^Grace^Thandi ^19910722", "DOE^JANE||19780314", "PatientBirthDate = 19830412", "DA [19830412]", "BDAY:19830412". */
const compactBefore =
  /[A-Za-z]\^[A-Za-z][^\n]{0,40}[\^| ]$|(?:patientbirthdate|birthdate|dateofbirth|0010,0030|bday)[^\n\d]{0,16}$/i;
const starred = /^\d{1,2}\.\d{1,2}\.(?:19|20)\d{2}(?!\d)/;
/** "(*12.04.1983)": an opening bracket, a name or a comma before the star. */
const starBefore = /(?:\(|\b[A-Z][\w'-]{2,20},? )\* ?$/;
const vcard = /^(?:19|20)\d{2}-\d{2}-\d{2}(?!\d)/;
const beforeCharsMax = 64;
const opens = marksOfChars("^|[ *=:");

export function formedBirths({ passage, words, places }: Reading): Detection[] {
  const found: Detection[] = [];
  const { text, codes } = passage;
  for (const at of places.numbers) {
    if (words.shapes[at] !== digitAny) continue;
    const start = words.starts[at] ?? 0;
    const length = (words.ends[at] ?? 0) - start;
    if (length > compactChars || (length > 4 && length < compactChars) || length === 3) continue;
    const sign = unitBefore(codes, start);
    if (opens[sign] !== 1) continue;
    const isStar = sign === star || (sign === blank && unitBefore(codes, start, 2) === star);
    if (length !== compactChars && !isStar && sign !== colon) continue;
    const head = text.slice(Math.max(0, start - beforeCharsMax), start);
    const rest = text.slice(start, start + 12);
    const date = isStar
      ? starBefore.test(head) && starred.exec(rest)?.[0]
      : sign === colon && length === 4
        ? /\bBDAY[^:\n]{0,24}:$/.test(head) && vcard.exec(rest)?.[0]
        : compact.test(rest.slice(0, compactChars)) &&
          compactBefore.test(head) &&
          rest.slice(0, compactChars);
    if (date === undefined || date === false) continue;
    found.push({
      ...passage.spanOf(start, start + date.length),
      kind: "date-of-birth",
      why: "It stands where a date of birth does.",
      needsReview: true,
    });
  }
  return found;
}

const blank = 32;
const star = 42;
const colon = 58;
