/** What is written together: where the token ends in which a word stands, at blanks, quotes and whatever else parts it. */

/** 1 for each of these units. */
export function marksOfChars(chars: string): Uint8Array {
  const marks = new Uint8Array(65_536);
  for (const char of chars) marks[char.charCodeAt(0)] = 1;
  return marks;
}

/** Back from `start` to behind the first unit that is in `ends`, at most so far. */
export function tokenStart(
  codes: Uint16Array,
  start: number,
  ends: Uint8Array,
  charsMax: number,
): number {
  let from = start;
  while (from > 0 && start - from < charsMax && ends[codes[from - 1] ?? 0] === 0) from -= 1;
  return from;
}

/** On from `end` to the first unit that is in `ends`, at most so far from where the token begins. */
export function tokenEnd(
  codes: Uint16Array,
  from: number,
  end: number,
  ends: Uint8Array,
  charsMax: number,
): number {
  let to = end;
  while (to < codes.length && to - from < charsMax && ends[codes[to] ?? 0] === 0) to += 1;
  return to;
}

/** Behind what ends at `end` stands more of an address, a path, a call or a longer name. */
export function goesOn(text: string, end: number): boolean {
  return further.test(text.slice(end, end + 2));
}

const further = /^(?:[\w@/\\(-]|\.\w)/;
