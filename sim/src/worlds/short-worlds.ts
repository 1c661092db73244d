/** Worlds short enough for every run of the tests; the long form is `npm run attack -- worlds --seeds 200`. */

import { dayMs, hourMs } from "@tocsin/kernel";

/** A day in rounds of an hour. */
export const hour = {
  ...{ nodes: 3, crypto: "cheap" },
  ...{ days: 1, roundMs: hourMs, reports: 8 },
} as const;
/** A month, at the turn of which keys and tokens change: as small as can be, to be played for many seeds. */
export const month = {
  ...{ nodes: 2, crypto: "cheap" },
  ...{ days: 30, roundMs: dayMs, reports: 1 },
} as const;
