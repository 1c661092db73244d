/** Entities of HTML that have a name and stand inside words: what is not seen, blanks, signs of names, letters with marks. */

const invisible =
  "shy zwnj zwj lrm rlm ZeroWidthSpace NoBreak ic InvisibleComma it InvisibleTimes af ApplyFunction";
const written: Readonly<Record<string, string>> = {
  " ": "nbsp NonBreakingSpace ensp emsp thinsp numsp puncsp hairsp",
  "-": "hyphen dash",
  ".": "period",
  "@": "commat",
  _: "lowbar UnderBar",
  ":": "colon",
  "/": "sol",
  "%": "percnt",
  "&": "amp AMP",
  ss: "szlig",
  ae: "aelig",
  AE: "AElig",
  oe: "oelig",
  OE: "OElig",
};
const codesOf = (text: string): number[] => Array.from(text, (char) => char.charCodeAt(0));
const named = new Map<string, readonly number[]>(
  [["", invisible] as const, ...Object.entries(written)].flatMap(([text, names]) =>
    names.split(" ").map((name) => [name, codesOf(text)] as const),
  ),
);
const marked =
  /^([A-Za-z])(?:grave|acute|circ|tilde|uml|ring|cedil|caron|slash|macr|breve|ogon|strok|dot|dblac)$/;

/** What the entity of this name stands for, letters without their marks; undefined for any other. */
export function entityCodes(name: string): readonly number[] | undefined {
  const letter = marked.exec(name)?.[1];
  return letter === undefined ? named.get(name) : codesOf(letter);
}
