/** Why a warning concerns us: what of ours it matched. Known to this node alone. */

import { Badge, Group, List, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { WarningReason } from "@tocsin/wire/node-api";

import { defang, Observable } from "./observable.tsx";

export const reasonWords: Record<WarningReason["kind"], string> = {
  observable: "same observable",
  technology: "a product you use",
  vulnerability: "a vulnerability you watch",
  sector: "your sector",
  watch: "a word you watch",
  campaign: "same adversary",
};

/** The strongest reason in one line, for a list. */
export function FirstReason({ reasons }: { reasons: readonly WarningReason[] }) {
  const first = reasons.find((it) => it.strength === "strong") ?? reasons[0];
  if (first === undefined) return <Text size="sm">no reason known</Text>;
  return (
    <Text size="sm" lineClamp={2} style={{ overflowWrap: "anywhere" }}>
      <b>{reasonWords[first.kind]}</b>
      {first.kind === "campaign" ? "" : `: ${defang(first.value, first.type)}`} · {first.ours}
      {reasons.length > 1 && ` · and ${String(reasons.length - 1)} more`}
    </Text>
  );
}

export function Reasons({ reasons }: { reasons: readonly WarningReason[] }) {
  return (
    <List spacing="xs" listStyleType="none">
      {reasons.map((it) => (
        <List.Item key={`${it.kind} ${it.value}`}>
          <Group gap="xs">
            <Badge variant="light" color={it.strength === "strong" ? "red" : "gray"}>
              {reasonWords[it.kind]}
            </Badge>
            {it.kind === "campaign" ? (
              <Link to="/campaigns/$id" params={{ id: it.value }}>
                the campaign
              </Link>
            ) : (
              <Observable value={it.value} type={it.type} />
            )}
            <Text size="sm" c="dimmed">
              {it.ours}
              {it.strength === "weak" && " (weak: alone it may be chance)"}
              {it.quiet && " (made quieter by you)"}
            </Text>
          </Group>
        </List.Item>
      ))}
    </List>
  );
}
