/** Times as a person reads them, and as ISO 8601 for a program. */

const units = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1000],
] as const;
const daysShownMax = 60;

/** "3 min ago", "in 34 s", "now"; a date where it is far away. */
export function relative(timeMs: number, nowMs: number): string {
  const away = Math.abs(timeMs - nowMs);
  if (away > daysShownMax * 86_400_000) return isoOf(timeMs).slice(0, 10);
  if (away < 1000) return "now";
  const text = span(away);
  return timeMs < nowMs ? `${text} ago` : `in ${text}`;
}

/** "34 s", "3 min", "5 h": the largest unit that fits, rounded down. */
export function span(ms: number): string {
  for (const [unit, unitMs] of units) {
    if (ms >= unitMs) return `${Math.floor(ms / unitMs)} ${unit}`;
  }
  return `${Math.floor(ms)} ms`;
}

/** Milliseconds of "30s", "15m", "4h", "7d"; undefined for anything else. */
export function parseSpan(text: string): number | undefined {
  const match = /^([1-9]\d{0,5})(s|m|h|d)$/.exec(text);
  if (match === null) return undefined;
  const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }[match[2] ?? ""] ?? 0;
  return Number(match[1]) * unitMs;
}

/** Names of fields of the local API that hold a moment; others in "Ms" are lengths of time. */
const moments: ReadonlySet<string> = new Set([
  "addedMs",
  "createdMs",
  "expiresMs",
  "lastMs",
  "madeMs",
  "nowMs",
  "publishedMs",
  "raisedMs",
  "sinceMs",
  "snoozedUntilMs",
  "verifiedMs",
]);

/** The same value with `raised: "2026-11-21T20:00:00.000Z"` in place of `raisedMs: 1795…`. */
export function withIsoTimes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withIsoTimes);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, it]: [string, unknown]) =>
      moments.has(name) && (typeof it === "number" || it === null)
        ? [name.slice(0, -"Ms".length), it === null ? null : isoOf(it)]
        : [name, withIsoTimes(it)],
    ),
  );
}

/** A time of a hostile or broken clock is shown as its number. */
function isoOf(timeMs: number): string {
  return Math.abs(timeMs) <= 8.64e15 ? new Date(timeMs).toISOString() : String(timeMs);
}
