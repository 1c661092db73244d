/** How urgent those shown are, and which of them stand first. */

import { Badge, Group, SegmentedControl, Text } from "@mantine/core";
import type { Warning } from "@tocsin/wire/node-api";

import { useKept } from "../parts/kept.ts";
import { urgencyColors } from "../parts/words.ts";
import { countUrgencies, type Order, orders } from "./order.ts";

const orderWords: Record<Order, string> = { newest: "Newest first", urgent: "Urgent first" };

/** What the address says; else what was chosen last, as long as the page is open. */
export function useOrder(said: Order | undefined): [Order, (order: Order) => void] {
  const [kept, keep] = useKept<Order>("order of warnings", () => false);
  return [said ?? kept ?? "newest", keep];
}

export function Ordering({ order, choose }: { order: Order; choose: (order: Order) => void }) {
  return (
    <SegmentedControl
      w="fit-content"
      aria-label="Order"
      value={order}
      onChange={choose}
      data={orders.map((value) => ({ value, label: orderWords[value] }))}
    />
  );
}

/** `total`: of this state, with those that are not shown. */
export function Urgencies({
  warnings,
  total,
  order,
}: {
  warnings: readonly Warning[];
  total: number;
  order: Order;
}) {
  const isPart = warnings.length < total;
  return (
    <Group gap="xs">
      {countUrgencies(warnings).map(([urgency, count]) => (
        <Badge key={urgency} color={urgencyColors[urgency]} variant="light">
          {count} {urgency}
        </Badge>
      ))}
      {isPart && (
        <Text size="sm" c="dimmed">
          {order === "urgent"
            ? "Ordered among those shown alone: pages follow each other by age."
            : "Of those shown."}
        </Text>
      )}
    </Group>
  );
}
