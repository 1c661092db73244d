/** Worlds on the clock of this machine are not founded where a month ends. */

import { epochOf, epochSpan, systemClock } from "@tocsin/kernel";

/** Longer than founding takes, until all have the tokens of the month. */
const foundingMs = 180_000;

/** Members under whom a month ends before they have its tokens fetch the next one's within two days: no test waits so long. */
export async function monthWithRoom(): Promise<void> {
  const nowMs = systemClock.now();
  const { untilMs } = epochSpan(epochOf(nowMs));
  if (untilMs - nowMs < foundingMs) await systemClock.sleep(untilMs - nowMs + 1000);
}
