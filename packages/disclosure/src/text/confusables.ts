/**
 * Letters that look like Latin ones, for comparing only: what is shown and sent is never folded.
 * Chosen from the Unicode confusables (UTS #39) for what people use to get past name checks.
 */

const lookAlikes: Readonly<Record<string, string>> = {
  a: "аɑα",
  b: "ƅьЬ",
  c: "ϲсⅽ",
  d: "ԁɗⅾ",
  e: "еєҽℯ",
  g: "ɡց",
  h: "һհ",
  i: "іɩιıӏ",
  j: "јϳ",
  k: "κкᴋ",
  l: "ⅼǀ",
  m: "мⅿ",
  n: "пոռ",
  o: "оοσөօ",
  p: "рρ",
  q: "ԛգ",
  r: "гᴦ",
  s: "ѕꜱ",
  t: "тτᴛ",
  u: "υսцʋ",
  v: "νѵⅴ",
  w: "ԝѡաω",
  x: "хχⅹ",
  y: "уγүʏ",
  z: "ᴢ",
  A: "АΑ",
  B: "ВΒ",
  C: "СϹ",
  E: "ЕΕ",
  F: "Ϝ",
  G: "Ԍ",
  H: "НΗ",
  I: "ІΙӀ",
  J: "Ј",
  K: "КΚК",
  M: "МΜ",
  N: "Ν",
  O: "ОΟՕ",
  P: "РΡ",
  S: "ЅՏ",
  T: "ТΤ",
  V: "Ѵ",
  W: "Ԝ",
  X: "ХΧ",
  Y: "УΥҮ",
  Z: "Ζ",
};

function invert(): ReadonlyMap<string, string> {
  const latin = new Map<string, string>();
  for (const [letter, others] of Object.entries(lookAlikes)) {
    for (const other of others) latin.set(other, letter);
  }
  return latin;
}

const latin = invert();

/** The Latin letter that this character imitates, or the character itself. */
export function foldConfusable(char: string): string {
  return latin.get(char) ?? char;
}

const pairs: readonly (readonly [string, string])[] = [
  ["rn", "m"],
  ["vv", "w"],
  ["cl", "d"],
];
const single = new Map(
  Object.entries({ "0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", i: "l" }),
).set("|", "l");
/** Of ASCII; all others are seen as they are. */
const seen = Uint8Array.from({ length: 128 }, (_, code) => code);
for (const [written, as] of single) seen[written.charCodeAt(0)] = as.charCodeAt(0);
/** The letter that a hurried reader sees in one that is written. */
export function seenUnit(code: number): number {
  return code < seen.length ? (seen[code] ?? 0) : code;
}

const misread = /[0134578i|]|rn|vv|cl/;

/**
 * What a hurried reader sees in a lower-case label: "rn" is "m", "0" is "o", "1" and "i" are "l".
 * Two labels with one skeleton are look-alikes.
 */
export function skeleton(label: string): string {
  if (!misread.test(label)) return label;
  let text = label;
  for (const [written, one] of pairs) text = text.replaceAll(written, one);
  const units = new Uint16Array(text.length);
  for (let at = 0; at < text.length; at += 1) units[at] = seenUnit(text.charCodeAt(at));
  return String.fromCharCode(...units);
}
