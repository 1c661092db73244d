/** Coarse times of a report: how fine each is, and the week that holds it. ISO 8601, PROTOCOL §6. */

import { dayMs } from "@tocsin/kernel";

export const fidelities = ["hour", "day", "week", "month"] as const;
export type Fidelity = (typeof fidelities)[number];

/** Of "2026-11-21T20Z", "2026-11-21", "2026-W47" or "2026-11". */
export function fidelityOf(time: string): Fidelity {
  if (time.includes("T")) return "hour";
  if (time.includes("W")) return "week";
  return time.length === 7 ? "month" : "day";
}

export function finest(times: readonly string[]): string | undefined {
  return [...times].sort(
    (a, b) => fidelities.indexOf(fidelityOf(a)) - fidelities.indexOf(fidelityOf(b)) || order(a, b),
  )[0];
}

/** The week that holds an hour or a day; what is coarser stays, and so does what is no date. */
export function toWeek(time: string): string {
  const fidelity = fidelityOf(time);
  if (fidelity !== "hour" && fidelity !== "day") return time;
  const ms = Date.parse(`${time.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(ms)) return time;
  // ISO 8601: a week belongs to the year of its Thursday.
  const weekday = (new Date(ms).getUTCDay() + 6) % 7;
  const thursdayMs = ms + (3 - weekday) * dayMs;
  const year = new Date(thursdayMs).getUTCFullYear();
  const week = Math.floor((thursdayMs - Date.UTC(year, 0, 1)) / (7 * dayMs)) + 1;
  return `${year}-W${String(week).padStart(2, "0")}`;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
