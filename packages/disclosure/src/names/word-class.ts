/** What public lists say of a word, as one number of 14 bits. */

/** 0 to 7, 0 for "never", 7 for the most common. */
export const givenOf = (value: number): number => value & 7;
export const familyOf = (value: number): number => (value >> 3) & 7;
export const spokenOf = (value: number): number => (value >> 6) & 7;
/** Written with a capital more often than not. */
export const capitalOf = (value: number): number => (value >> 9) & 1;
/** One of `sorts`, counted from 1; 0 where no list says. */
export const sortOf = (value: number): number => (value >> 10) & 15;

export function classOfWord(
  given: number,
  family: number,
  spoken: number,
  capital: number,
  sort: number,
): number {
  return given | (family << 3) | (spoken << 6) | (capital << 9) | (sort << 10);
}
