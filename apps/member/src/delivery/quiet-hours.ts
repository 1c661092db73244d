/** Hours in which only what is urgent is sent. UTC, because a node has no other home. */

import { dayMs } from "@tocsin/kernel";

export interface QuietHours {
  readonly from: string;
  readonly to: string;
}

/** When they end, where it is quiet now; over midnight too. The same hour twice is never quiet. */
export function quietUntil(quiet: QuietHours | null, nowMs: number): number | undefined {
  if (quiet === null) return undefined;
  const day = Math.floor(nowMs / dayMs) * dayMs;
  const [from, to] = [momentOf(quiet.from), momentOf(quiet.to)];
  const now = nowMs - day;
  if (from <= to) return now >= from && now < to ? day + to : undefined;
  if (now >= from) return day + dayMs + to;
  return now < to ? day + to : undefined;
}

function momentOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return (hours * 60 + minutes) * 60_000;
}
