/**
 * Keeps the young part of the heap as small as it begins, in every thread. A node has several threads and
 * does little at a time; by default each lets it grow to many times that at the start and gives it back a
 * quarter of a minute later: 266 instead of 229 MB at the highest. Said before any code is compiled,
 * because code that was compiled under other flags is not used.
 */

import { setFlagsFromString } from "node:v8";

export function keepHeapSmall(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
}
