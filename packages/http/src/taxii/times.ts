/** TAXII's times, §3.1: RFC 3339 in UTC, to the microsecond. */

const timePattern =
  /^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60))(?:\.(\d{1,12}))?Z$/;

/** Microseconds since 1970; undefined where the text is no such time. */
export function taxiiTimeUs(text: string): number | undefined {
  const [, seconds = "", fraction = ""] = timePattern.exec(text) ?? [];
  const ms = Date.parse(`${seconds}Z`);
  if (Number.isNaN(ms) || ms < 0) return undefined;
  if (!seconds.endsWith(":60") && !new Date(ms).toISOString().startsWith(seconds)) return undefined;
  return ms * 1000 + Number(fraction.padEnd(6, "0").slice(0, 6));
}

/** `YYYY-MM-DDThh:mm:ss.ssssssZ`. */
export function taxiiTime(us: number): string {
  const seconds = new Date(Math.floor(us / 1000)).toISOString().slice(0, -1);
  return `${seconds}${String(us % 1000).padStart(3, "0")}Z`;
}
