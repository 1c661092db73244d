/**
 * Places in a file of text as it was given. Reading takes the byte order mark away and makes one kind
 * of line end of all; whoever looks a place up in the file must not be led astray by that.
 */

import { detectCharset } from "../documents/charset.ts";

const lineEnds = /\r\n?|[\v\f\u0085\u2028\u2029]/g;

/** UTF-16 places of the text that was read to those of the file; themselves where more was changed. */
export function originalPlaces(bytes: Uint8Array, text: string): (place: number) => number {
  const { label, markBytes } = detectCharset(bytes);
  const decoder = new TextDecoder(label, { ignoreBOM: true });
  const written = decoder.decode(bytes.subarray(markBytes)).toWellFormed();
  const mark = markBytes === 0 ? 0 : 1;
  if (written === text) return mark === 0 ? (place) => place : (place) => place + mark;
  if (written.replace(lineEnds, "\n") !== text) return (place) => place;
  const pairs: number[] = [];
  for (let at = written.indexOf("\r\n"); at >= 0; at = written.indexOf("\r\n", at + 2)) {
    pairs.push(at - pairs.length);
  }
  return (place) => place + mark + countBelow(pairs, place);
}

/** How many of these, in rising order, are below the place. */
function countBelow(rising: readonly number[], place: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rising[middle] ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}
