/** A report's coarse moments ("2026-11-21T20Z", "2026-11-21", "2026-W47", "2026-11") as spans. */

const dayMs = 86_400_000;
const hourMs = 3_600_000;

export interface Span {
  readonly startMs: number;
  /** The first moment after it. */
  readonly endMs: number;
  /** Timestamp fidelity of the OASIS incident extension; a week is no finer than its month. */
  readonly fidelity: "hour" | "day" | "month";
}

/** Undefined where the text is no moment of the calendar. */
export function spanOf(coarse: string): Span | undefined {
  const week = /^(\d{4})-W(\d{2})$/.exec(coarse);
  if (week !== null) return weekSpan(Number(week[1]), Number(week[2]));
  const parts = /^(\d{4})-(\d{2})(?:-(\d{2})(?:T(\d{2})Z)?)?$/.exec(coarse);
  if (parts === null) return undefined;
  const [year, month, day, hour] = parts.slice(1).map((it) => (it ? Number(it) : undefined));
  if (year === undefined || month === undefined) return undefined;
  const startMs = Date.UTC(year, month - 1, day ?? 1, hour ?? 0);
  if (!new Date(startMs).toISOString().startsWith(coarse.slice(0, 10))) return undefined;
  if (hour !== undefined) return { startMs, endMs: startMs + hourMs, fidelity: "hour" };
  if (day !== undefined) return { startMs, endMs: startMs + dayMs, fidelity: "day" };
  return { startMs, endMs: Date.UTC(year, month, 1), fidelity: "month" };
}

/** ISO 8601: week 1 is the one with 4 January, and begins on Monday. */
function weekSpan(year: number, week: number): Span {
  const fourth = Date.UTC(year, 0, 4);
  const weekday = (new Date(fourth).getUTCDay() + 6) % 7;
  const startMs = fourth - weekday * dayMs + (week - 1) * 7 * dayMs;
  return { startMs, endMs: startMs + 7 * dayMs, fidelity: "month" };
}
