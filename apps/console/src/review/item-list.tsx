/**
 * All parts by kind, what is undecided first in mind: N goes to it, A takes its proposal, R sends it, D drops
 * it. The keyboard stands on the part that is chosen.
 */

import { Accordion, Badge, Button, Group, Stack, Text } from "@mantine/core";
import type { Draft, ItemDecision, ReviewItem } from "@tocsin/wire/desk";
import { useCallback, useMemo, useState } from "react";
import { flushSync } from "react-dom";

import { useListKeys } from "../layout/keys.tsx";
import { partNames } from "../parts/words.ts";
import { type Addition, AddPart } from "./add-part.tsx";
import type { Decide } from "./item-row.tsx";
import { PartRows } from "./part-rows.tsx";

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
  const [folded, setFolded] = useFolded(items[at]);
  const decide = useCallback<Decide>(
    (item, it) => change({ decisions: [{ item, ...it }] }),
    [change],
  );
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
          decide(item.id, { decision: item.proposal });
      },
      r: () => {
        if (item !== undefined) rowOf(item.id)?.querySelector<HTMLElement>(sendButton)?.click();
      },
      d: () => {
        if (item !== undefined) decide(item.id, { decision: "remove" });
      },
    };
  }, [items, at, choose, decide]);
  useListKeys(
    items.length,
    at,
    (to) => items[to] !== undefined && reveal(items[to].id, choose),
    keys,
  );
  const parts = groups.map(([part]) => part);
  return (
    <Stack gap="sm">
      <Progress items={items} undecided={undecided} change={change} isChanging={isChanging} />
      <Accordion
        multiple
        value={parts.filter((it) => !folded.has(it))}
        onChange={(open) => setFolded(new Set(parts.filter((it) => !open.includes(it))))}
        variant="separated"
      >
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
              <PartRows
                name={partNames[part]}
                items={members}
                chosen={chosen}
                choose={choose}
                decide={decide}
              />
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

/** The kinds that are folded away; to choose a part unfolds its kind. */
function useFolded(item: ReviewItem | undefined) {
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [followed, follow] = useState<string>();
  if (item?.id !== followed) {
    follow(item?.id);
    if (item !== undefined && folded.has(item.part))
      setFolded(new Set([...folded].filter((it) => it !== item.part)));
  }
  return [folded, setFolded] as const;
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
      <div>
        <Text role="status">
          {undecided.length === 0
            ? "All decided."
            : `${String(undecided.length)} of ${String(items.length)} undecided`}
        </Text>
        <Text size="xs" c="dimmed" visibleFrom="md">
          Keys: N next, A as proposed, R send, D drop
        </Text>
      </div>
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

const sendButton = "button[aria-pressed]";

function rowOf(id: string): HTMLElement | null {
  return document.querySelector(`[data-item="${CSS.escape(id)}"]`);
}

/** At once, so that its row is in the page before it is scrolled to. */
function reveal(id: string, choose: (id: string) => void): void {
  flushSync(() => choose(id));
  const row = rowOf(id);
  row?.scrollIntoView({ block: "nearest" });
  row?.focus({ preventScroll: true });
}

function groupByPart(items: readonly ReviewItem[]): [ReviewItem["part"], ReviewItem[]][] {
  const groups = new Map<ReviewItem["part"], ReviewItem[]>();
  for (const item of items) groups.set(item.part, [...(groups.get(item.part) ?? []), item]);
  return [...groups];
}
