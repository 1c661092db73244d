/**
 * Where in a text something may begin: one walk over its words sorts them for all detectors, so that
 * none has to look at every word again.
 */

import { classBits, triggerBits } from "./word-table.ts";
import {
  digitAny,
  foreignAny,
  hashAll,
  lowerAny,
  markEscape,
  upperFirst,
  upperLater,
  type Words,
} from "./words.ts";

/** Words by their numbers, each list in order. */
export interface Places {
  /** With any bit of `triggerBits`. */
  readonly triggers: Uint32Array;
  /** With a digit, but for hashes. */
  readonly numbers: Uint32Array;
  /** With a capital first. */
  readonly capitals: Uint32Array;
  /** That may stand for bytes: with digits or capitals among letters, long, or before a sign. */
  readonly encoded: Uint32Array;
  /** Behind a sign with which escapes begin, and short words before short words; their count where a sign is the last. */
  readonly escapes: Uint32Array;
  /** Five small letters and more that no class of words knows. */
  readonly strangers: Uint32Array;
  /** Letters beyond ASCII stand in some word. */
  readonly hasForeign: boolean;
}

/** What a word's shape alone says of it, a bit for each. */
const isNumber = 1;
const isCapital = 2;
const isMixed = 4;
const isSmall = 8;
const isForeign = 16;
const abbreviationShift = 5;
const isAbbreviation = 1 << abbreviationShift;
const isCapitals = (shape: number): boolean =>
  (shape & (upperLater | lowerAny | digitAny | foreignAny)) === upperLater;
const sorts = Uint8Array.from({ length: 2 * hashAll }, (_, shape) => {
  const has = (bits: number): boolean => (shape & bits) !== 0;
  return (
    (has(digitAny) && !has(hashAll) ? isNumber : 0) |
    (has(upperFirst) ? isCapital : 0) |
    (has(digitAny | upperLater) && shape !== digitAny && !isCapitals(shape) ? isMixed : 0) |
    (isCapitals(shape) ? isAbbreviation : 0) |
    (has(lowerAny) && !has(upperFirst | upperLater | foreignAny) ? isSmall : 0) |
    (has(foreignAny) ? isForeign : 0)
  );
});

/** Digits alone are bytes from here on, capitals alone, and letters alone. */
const digitsMin = 6;
const capitalsMin = 8;
const lettersMin = 24;
const strangerCharsMin = 5;
/** A bit for each length of a pair of hex digits: "46" and "0x46". */
const pairLengths = (1 << 2) | (1 << 4);

/** 1 where a number of 32 bits is not 0: what is added is no branch that would be guessed wrong. */
function any(bits: number): number {
  return (bits | (0 - bits)) >>> 31;
}

/** 1 where one is less than another. */
function less(one: number, other: number): number {
  return (one - other) >>> 31;
}

export function placesOf({ count, starts, ends, bits, shapes, marks }: Words): Places {
  const room = count + 1;
  // One piece of memory for all lists: most texts are short.
  const memory = new Uint32Array(6 * room);
  let [triggers, numbers, capitals] = [0, room, 2 * room];
  let [encoded, escapes, strangers] = [3 * room, 4 * room, 5 * room];
  let seen = 0;
  let length = count > 0 ? (ends[0] ?? 0) - (starts[0] ?? 0) : 0;
  for (let at = 0; at < count; at += 1) {
    const next = (ends[at + 1] ?? 0) - (starts[at + 1] ?? 0);
    const sort = sorts[shapes[at] ?? 0] ?? 0;
    const known = bits[at] ?? 0;
    const signs =
      ((marks[at] ?? 0) & markEscape) | ((pairLengths >> length) & (pairLengths >> next) & 1);
    const isLong =
      less(lettersMin - 1, length) |
      (sort & isNumber & less(digitsMin - 1, length)) |
      ((sort >> abbreviationShift) & less(capitalsMin - 1, length));
    const mayBeBytes = (sort & isMixed) | ((marks[at + 1] ?? 0) & markEscape) | isLong;
    seen |= sort;
    memory[triggers] = memory[numbers] = memory[capitals] = at;
    memory[encoded] = memory[escapes] = memory[strangers] = at;
    triggers += any(known & triggerBits);
    numbers += sort & isNumber;
    capitals += (sort & isCapital) >> 1;
    encoded += any(mayBeBytes);
    escapes += any(signs);
    strangers +=
      any(sort & isSmall) & less(strangerCharsMin - 1, length) & (any(known & classBits) ^ 1);
    length = next;
  }
  memory[escapes] = count;
  escapes += any((marks[count] ?? 0) & markEscape);
  return {
    triggers: memory.subarray(0, triggers),
    numbers: memory.subarray(room, numbers),
    capitals: memory.subarray(2 * room, capitals),
    encoded: memory.subarray(3 * room, encoded),
    escapes: memory.subarray(4 * room, escapes),
    strangers: memory.subarray(5 * room, strangers),
    hasForeign: (seen & isForeign) !== 0,
  };
}
