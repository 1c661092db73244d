/**
 * Which habit of imitation a name shows, whoever it imitates: a digit for a letter, two letters
 * that look like one, a doubled or a left-out letter. Without the imitated name only digits inside
 * words can be told.
 */

const pairsThatLookLikeOne: readonly (readonly [string, string])[] = [
  ["rn", "m"],
  ["nn", "m"],
  ["vv", "w"],
  ["cl", "d"],
  ["ii", "u"],
];
const digits: Readonly<Record<string, string>> = { "0": "o", "1": "l or i", "3": "e", "5": "s" };

/** Habits of `label` where `original` is the label that it imitates. */
export function habitsAgainst(label: string, original: string): string[] {
  if (label === original || original.length < 4) return [];
  if (label.includes(original)) return ["name with words added"];
  for (const [pair, one] of pairsThatLookLikeOne) {
    if (label.replaceAll(pair, one) === original.replaceAll(pair, one)) {
      return ["letter replaced by one that looks alike", `${pair} for ${one}`];
    }
  }
  if (label.length === original.length) return replacedLetter(label, original);
  if (label.length === original.length + 1 && isWithoutOne(original, label))
    return ["letter added"];
  if (label.length === original.length - 1 && isWithoutOne(label, original))
    return ["letter left out"];
  return [];
}

function replacedLetter(label: string, original: string): string[] {
  const changed = Array.from(label).flatMap((char, at) => {
    const was = original[at] ?? "";
    return char === was ? [] : [`${char} for ${digits[char] ?? was}`];
  });
  const [first] = changed;
  if (first === undefined || changed.length > 2) return [];
  return ["letter replaced by one that looks alike", first];
}

function isWithoutOne(short: string, long: string): boolean {
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  return short.slice(at) === long.slice(at + 1);
}

/** `we11point`, `caref1rst`: digits that stand for letters inside a word. */
export function habitsOf(label: string): string[] {
  const inside = /[a-z]{2}([0135]{1,2})[a-z]{2}/.exec(label)?.[1]?.[0];
  const letter = inside === undefined ? undefined : digits[inside];
  return inside === undefined || letter === undefined
    ? []
    : ["letter replaced by one that looks alike", `${inside} for ${letter}`];
}
