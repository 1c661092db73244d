/** The round as it runs, and whether the node keeps up: freshness at a glance. */

import { Badge, Group, RingProgress, Text, Tooltip } from "@mantine/core";
import { useInterval } from "@mantine/hooks";
import type { NodeStatus } from "@tocsin/wire/node-api";
import { useState } from "react";

const stateWords: Record<
  NodeStatus["sync"]["state"],
  { text: string; color: string; why: string }
> = {
  current: {
    text: "up to date",
    color: "teal",
    why: "Everything published so far is here and verified.",
  },
  behind: {
    text: "catching up",
    color: "yellow",
    why: "Older rounds are being fetched and verified.",
  },
  offline: {
    text: "offline",
    color: "orange",
    why: "The feed cannot be reached; it is tried again.",
  },
  alarm: {
    text: "stopped",
    color: "red",
    why: "The ledger does not fit what was seen before. See the alarm.",
  },
};

export function RoundClock({ status, connected }: { status: NodeStatus; connected: boolean }) {
  const { lengthMs, missedDay } = status.round;
  const [nowMs, setNowMs] = useState(() => performance.timeOrigin + performance.now());
  useInterval(() => setNowMs(performance.timeOrigin + performance.now()), 500, {
    autoInvoke: true,
  });
  const part = ((nowMs % lengthMs) / lengthMs) * 100;
  const leftS = Math.ceil((lengthMs - (nowMs % lengthMs)) / 1000);
  const state = connected
    ? stateWords[status.sync.state]
    : { text: "no live line", color: "orange", why: "The page asks every few seconds instead." };
  return (
    <Group gap="xs" wrap="nowrap">
      <Tooltip
        label={`This round ends in ${String(leftS)} s. One capsule leaves this node in every round, whether or not you report.`}
      >
        <RingProgress
          size={34}
          thickness={4}
          sections={[{ value: part, color: "copper" }]}
          rootColor="var(--mantine-color-default-border)"
          role="img"
          aria-label={`Round ends in ${String(leftS)} seconds`}
        />
      </Tooltip>
      <Tooltip label={state.why}>
        <Badge variant="light" color={state.color}>
          {state.text}
        </Badge>
      </Tooltip>
      {missedDay > 0 && (
        <Tooltip label="Rounds of the last day in which this node sent nothing: an observer sees that it was down.">
          <Text size="sm" c="orange" visibleFrom="sm">
            {missedDay} missed
          </Text>
        </Tooltip>
      )}
    </Group>
  );
}
