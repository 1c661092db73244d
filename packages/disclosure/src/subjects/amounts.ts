/** Numbers that say how much: of money, of goods, of a whole, for each of something. */

import type { Passage } from "../text/passage.ts";
import { hashOf, hashSet } from "../text/word-hash.ts";
import { amountBit, ordinaryBit } from "../text/word-table.ts";
import { digitAny, letterAny, lowerAny, type Words } from "../text/words.ts";
import { machine, times } from "./context-words.ts";

export interface Amount {
  /** Words from `at` on that belong to it. */
  readonly words: number;
  readonly isMoney: boolean;
  /** For each of something: "an hour", "per ton", "/unit". */
  readonly isRate: boolean;
  readonly isShare: boolean;
  /** Of goods or people. */
  readonly isVolume: boolean;
}

const currencies = hashSet(
  "usd eur gbp chf jpy inr sek nok dkk pln czk huf ron try cad aud nzd sgd hkd cny rmb krw brl mxn zar aed sar ils rs kr zl dollar dollars euro euros cent cents pound sterling pence francs yen rupees crowns kronor kroner bucks quid lakh crore",
);
const large = hashSet(
  "k m mn bn thousand thousands million millions billion billions mio mrd lakh crore",
);
const articles = hashSet("a an per each every the");
const each = hashSet(
  `ton tons tonne tonnes t unit units seat seats hour hours hr day days week month months year quarter shift night case cases barrel barrels bbl
  pound pounds lb lbs kilo kilos kg gram grams ounce oz litre liter litres liters l gallon gallons kwh mwh gwh mile miles km head dose doses bottle pallet pallets wafer wafers piece pieces
  user users license licence client customer patient visit bed room person employee box carton crate bushel acre square cubic sqft foot metre meter meters min minute sheet reel roll bale load trip parcel order transaction copy download ticket policy claim student pupil share kit`,
);
const goods = hashSet(
  `tons tonnes units cases pallets barrels wafers litres liters gallons kilos bushels bales reels rolls vehicles cars trucks containers teu megawatts megawatt mw gwh mwh doses beds orders shipments parcels
  passengers guests members subscribers policies policyholders deliveries stores shops outlets tickets bottles cartons crates boxes heads animals birds pigs cattle eggs acres homes rooms seats looms machines presses lines shifts heats batches lots copies patients
  admissions operations surgeries appointments bookings nights weddings flights routes visits students pupils employees workers staff posts people head hands bushel loads trips flights sailings tanks silos kegs casks hectolitres square tablets pills kits panels modules cells turbines engines pounds kg t m3 m2 sqm`,
);
const one = hashSet("a an per");
const between = hashSet("in within for after before to and or from at on with");
const paying = hashSet(
  "paid pays pay costs cost worth earns earn owes owed owe fee price priced billed bills charged charges sold bought salary wage offer offered quoted budget saves saved spends spent lost loses makes made grossed",
);
const about = hashSet("us about around roughly nearly over under some only him her them");
const percentWords = hashSet("percent pct per");
const cent = hashOf("cent");
const perHash = hashOf("per");
const tHash = hashOf("t");

export function amountAt({ text, codes }: Passage, words: Words, at: number): Amount | undefined {
  const { starts, ends, hashes } = words;
  const start = starts[at] ?? 0;
  if (!isNumber(codes, words, at) || isBetweenColons(codes, start, ends[at] ?? start))
    return undefined;
  let last = at;
  // "1,412", "18.40", "190 000" are one number.
  while (last + 1 < words.count && last - at < 6 && continues(codes, words, last)) last += 1;
  const end = ends[last] ?? 0;
  const mark = markBefore(codes, start);
  let isMoney = mark || isCurrencyBefore(words, codes, at) || isPaid(words, at, end - start);
  let next = last + 1;
  const isNear = (word: number): boolean =>
    word < words.count && (starts[word] ?? 0) - (ends[word - 1] ?? 0) <= 1;
  const behind = codes[end] ?? 0;
  const isShare =
    behind === percent ||
    (behind === blank && codes[end + 1] === percent) ||
    (isNear(next) && isPercent(words, next));
  let isVolume = false;
  if (currencySigns[behind] === 1) isMoney = true;
  const glued = unitOf(text, words, last);
  if (glued !== undefined) {
    // "1.5k", "712EUR", "40t": the unit is in the last word.
    const unit = hashOf(glued);
    if (currencies.has(unit)) isMoney = true;
    if (goods.has(unit)) isVolume = true;
  }
  if (isNear(next) && large.has(hashes[next] ?? 0)) {
    isVolume = true;
    next += 1;
  }
  if (isNear(next) && currencies.has(hashes[next] ?? 0)) {
    isMoney = true;
    next += 1;
  }
  const isRate = rateBehind(codes, words, next, end);
  if (goodsBehind(words, next, isNear)) isVolume = true;
  return { words: Math.max(1, last - at + 1), isMoney, isRate, isShare, isVolume };
}

/** Part of a time, an address or bytes: "04:10", "1a:2b". */
function isBetweenColons(codes: Uint16Array, start: number, end: number): boolean {
  return (
    (codes[start - 1] === colon && (codes[start - 2] ?? 0) > blank) ||
    (codes[end] === colon && (codes[end + 1] ?? 0) > blank)
  );
}

const blank = 32;
const percent = 37;
const colon = 58;
const currencySigns = new Uint8Array(65_536);
for (const char of "$€£¥₹") currencySigns[char.charCodeAt(0)] = 1;

/** Digits, or a number that is written out. */
function isNumber(codes: Uint16Array, { starts, shapes, bits }: Words, at: number): boolean {
  if (((shapes[at] ?? 0) & digitAny) === 0) return ((bits[at] ?? 0) & amountBit) !== 0;
  const code = codes[starts[at] ?? 0] ?? 0;
  return code >= 48 && code <= 57;
}

function continues(codes: Uint16Array, { starts, ends, shapes }: Words, last: number): boolean {
  const from = ends[last] ?? 0;
  if ((starts[last + 1] ?? 0) - from !== 1 || ((shapes[last + 1] ?? 0) & digitAny) === 0)
    return false;
  const code = codes[from] ?? 0;
  const next = codes[from + 1] ?? 0;
  if (next < 48 || next > 57) return false;
  if (code === 44 || code === 46 || code === 39) return true;
  return code === 32 && (ends[last + 1] ?? 0) - (starts[last + 1] ?? 0) === 3;
}

function markBefore(codes: Uint16Array, start: number): boolean {
  const before = codes[start - 1] ?? 0;
  if (currencySigns[before] === 1) return true;
  const earlier = codes[start - 2] ?? 0;
  return before === blank && earlier !== dollar && currencySigns[earlier] === 1;
}

const dollar = 36;

function isCurrencyBefore(
  { hashes, starts, ends }: Words,
  codes: Uint16Array,
  at: number,
): boolean {
  if (at === 0 || (starts[at] ?? 0) - (ends[at - 1] ?? 0) > 1) return false;
  return currencies.has(hashes[at - 1] ?? 0) && codes[(starts[at] ?? 0) - 1] !== 46;
}

/** "paid 23,400", "costs 6,230": no currency is needed. */
function isPaid({ hashes, starts, ends }: Words, at: number, length: number): boolean {
  if (at === 0 || length < 3 || (starts[at] ?? 0) - (ends[at - 1] ?? 0) > 1) return false;
  if (paying.has(hashes[at - 1] ?? 0)) return true;
  return about.has(hashes[at - 1] ?? 0) && paying.has(hashes[at - 2] ?? 0);
}

function isPercent({ hashes }: Words, at: number): boolean {
  const hash = hashes[at] ?? 0;
  return percentWords.has(hash) && (hash !== perHash || hashes[at + 1] === cent);
}

/** Letters behind the digits of one word. */
function unitOf(text: string, { starts, ends, shapes }: Words, at: number): string | undefined {
  const start = starts[at] ?? 0;
  const end = ends[at] ?? start;
  if (((shapes[at] ?? 0) & letterAny) === 0 || end - start > unitWordCharsMax) return undefined;
  return /^\d{1,9}([A-Za-z]{1,6})$/.exec(text.slice(start, end))?.[1]?.toLowerCase();
}

const unitWordCharsMax = 12;

function rateBehind(codes: Uint16Array, words: Words, next: number, end: number): boolean {
  const { hashes, count } = words;
  if (next >= count) return false;
  if (codes[end] === 47 && each.has(hashes[next] ?? 0)) return true;
  const limit = Math.min(count, next + 4);
  for (let at = next; at + 1 < limit; at += 1) {
    if (between.has(hashes[at] ?? 0)) return false;
    if (articles.has(hashes[at] ?? 0) && each.has(hashes[at + 1] ?? 0)) return true;
  }
  if (isOfOne(words, next)) return true;
  return each.has(hashes[next] ?? 0) && hashes[next] === tHash;
}

/** "3.10 a tin": for one of some thing. */
function isOfOne({ hashes, bits, shapes, starts, ends, count }: Words, next: number): boolean {
  if (next + 1 >= count || !one.has(hashes[next] ?? 0)) return false;
  if ((starts[next] ?? 0) - (ends[next - 1] ?? 0) !== 1) return false;
  const isThing =
    ((bits[next + 1] ?? 0) & ordinaryBit) !== 0 && shapes[next + 1] === (letterAny | lowerAny);
  return isThing && !machine.has(hashes[next + 1] ?? 0) && !times.has(hashes[next + 1] ?? 0);
}

function goodsBehind(words: Words, next: number, isNear: (word: number) => boolean): boolean {
  for (let at = next; at < next + 2 && isNear(at); at += 1) {
    if (goods.has(words.hashes[at] ?? 0)) return true;
  }
  return false;
}
