/** Worlds short enough for every run of the tests; the long form is `npm run attack -- worlds --seeds 200`. */

import { dayMs, hourMs } from "@tocsin/kernel";

const short = { nodes: 3, crypto: "cheap" } as const;
/** A day in rounds of an hour. */
export const hour = { ...short, days: 1, roundMs: hourMs, reports: 8 };
/** A month, at the turn of which keys and tokens change. */
export const month = { ...short, days: 30, roundMs: dayMs, reports: 1 };
