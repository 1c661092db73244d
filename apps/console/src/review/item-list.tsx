/** All parts by kind, what is undecided first in mind: N goes to it, A takes its proposal, R restores. */

import { Accordion, Badge, Button, Group, Stack, Text } from "@mantine/core";
import type { Draft, ItemDecision, ReviewItem } from "@tocsin/wire/desk";
import { useMemo } from "react";

import { useListKeys } from "../layout/keys.tsx";
import { partNames } from "../parts/words.ts";
import { type Addition, AddPart } from "./add-part.tsx";
import { ItemRow } from "./item-row.tsx";

interface Change {
  decisions?: ItemDecision[];
  acceptProposals?: boolean;
  add?: Addition[];
}

export function ItemList({
  draft,
  chosen,
  choose,
  change,
  isChanging,
}: {
  draft: Draft;
  chosen: string | undefined;
  choose: (id: string) => void;
  change: (it: Change) => void;
  /** What is undecided is not known before the node has answered. */
  isChanging: boolean;
}) {
  const { items } = draft;
  const undecided = items.filter((it) => it.decision === null);
  const groups = useMemo(() => groupByPart(items), [items]);
  const at = items.findIndex((it) => it.id === chosen);
  const keys = useMemo(() => {
    const item = items[at];
    return {
      n: () => {
        const next =
          items.find((it, i) => it.decision === null && i > at) ??
          items.find((it) => it.decision === null);
        if (next !== undefined) reveal(next.id, choose);
      },
      a: () => {
        if (item !== undefined && item.proposal !== "ask")
          change({ decisions: [{ item: item.id, decision: item.proposal }] });
      },
      r: () => {
        if (item !== undefined)
          document
            .querySelector<HTMLElement>(`[data-item="${CSS.escape(item.id)}"] button[aria-pressed]`)
            ?.click();
      },
    };
  }, [items, at, choose, change]);
  useListKeys(
    items.length,
    at,
    (to) => items[to] !== undefined && reveal(items[to].id, choose),
    keys,
  );
  return (
    <Stack gap="sm">
      <Progress items={items} undecided={undecided} change={change} isChanging={isChanging} />
      <Accordion multiple defaultValue={groups.map(([part]) => part)} variant="separated">
        {groups.map(([part, members]) => (
          <Accordion.Item key={part} value={part}>
            <Accordion.Control>
              <Group gap="xs">
                {partNames[part]}
                <Badge variant="light">
                  {members.filter((it) => it.decision === "send").length} leave
                </Badge>
                <Badge variant="light" color="gray">
                  {members.filter((it) => it.decision === "remove").length} removed
                </Badge>
              </Group>
            </Accordion.Control>
            <Accordion.Panel>
              <Stack gap={6}>
                {members.map((item) => (
                  <ItemRow
                    key={item.id}
                    item={item}
                    chosen={item.id === chosen}
                    onChoose={() => choose(item.id)}
                    decide={(it) => change({ decisions: [{ item: item.id, ...it }] })}
                  />
                ))}
              </Stack>
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
      <AddPart
        steps={items.filter((it) => it.part === "step").length}
        add={(it) => change({ add: [it] })}
      />
    </Stack>
  );
}

function Progress({
  items,
  undecided,
  change,
  isChanging,
}: {
  items: readonly ReviewItem[];
  undecided: readonly ReviewItem[];
  change: (it: Change) => void;
  isChanging: boolean;
}) {
  return (
    <Group justify="space-between">
      <Text role="status">
        {undecided.length === 0
          ? "All decided."
          : `${String(undecided.length)} of ${String(items.length)} undecided`}
      </Text>
      <Group gap="xs">
        <Button
          size="compact-sm"
          variant="default"
          disabled={isChanging || undecided.every((it) => it.proposal === "ask")}
          onClick={() => change({ acceptProposals: true })}
        >
          Take all proposals
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          disabled={isChanging || undecided.length === 0}
          onClick={() =>
            change({ decisions: undecided.map((it) => ({ item: it.id, decision: "remove" })) })
          }
        >
          Remove what is undecided
        </Button>
      </Group>
    </Group>
  );
}

function reveal(id: string, choose: (id: string) => void): void {
  choose(id);
  document.querySelector(`[data-item="${CSS.escape(id)}"]`)?.scrollIntoView({ block: "nearest" });
}

function groupByPart(items: readonly ReviewItem[]): [ReviewItem["part"], ReviewItem[]][] {
  const groups = new Map<ReviewItem["part"], ReviewItem[]>();
  for (const item of items) groups.set(item.part, [...(groups.get(item.part) ?? []), item]);
  return [...groups];
}
