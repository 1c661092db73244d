/** Times as a person reads them: how long ago, with the exact moment on hover. */

import { Text, Tooltip } from "@mantine/core";

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "short" });

export function ago(timeMs: number, nowMs: number): string {
  const passed = timeMs - nowMs;
  for (const [unit, length] of steps) {
    if (Math.abs(passed) >= length) return relative.format(Math.round(passed / length), unit);
  }
  return "just now";
}

/** `nowMs` is the node's clock, so that a wrong clock of the browser does not show. */
export function Moment({ timeMs, nowMs }: { timeMs: number; nowMs: number }) {
  return (
    <Tooltip label={new Date(timeMs).toISOString()}>
      <Text span size="sm" c="dimmed" style={{ whiteSpace: "nowrap" }}>
        {ago(timeMs, nowMs)}
      </Text>
    </Tooltip>
  );
}
