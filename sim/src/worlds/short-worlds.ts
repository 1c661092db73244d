/** Worlds short enough for every run of the tests; the long form is `npm run attack -- worlds --seeds 200`. */

import { dayMs, hourMs } from "@tocsin/kernel";

import type { WorldPlan } from "./options.ts";

type Short = Omit<WorldPlan, "seed">;

/** A day in rounds of an hour. */
export const hour: Short = { nodes: 3, days: 1, roundMs: hourMs, reports: 8, crypto: "cheap" };
/** A month, at the turn of which keys and tokens change: as small as can be, to be played for many seeds. */
export const month: Short = { nodes: 2, days: 30, roundMs: dayMs, reports: 1, crypto: "cheap" };
