/** The rows of one kind, a page of them at once: with thousands in it every key would wait for all. */

import { Button, Group, Stack, Text } from "@mantine/core";
import type { ReviewItem } from "@tocsin/wire/desk";
import { useState } from "react";

import { type Decide, ItemRow } from "./item-row.tsx";

const rowsMax = 100;

export function PartRows({
  name,
  items,
  chosen,
  choose,
  decide,
}: {
  name: string;
  items: readonly ReviewItem[];
  chosen: string | undefined;
  choose: (id: string) => void;
  decide: Decide;
}) {
  const [page, setPage] = usePage(items, chosen);
  const first = page * rowsMax;
  const rows = items.slice(first, first + rowsMax);
  return (
    <Stack gap={6}>
      {rows.map((item) => (
        <ItemRow
          key={item.id}
          item={item}
          chosen={item.id === chosen}
          choose={choose}
          decide={decide}
        />
      ))}
      {items.length > rowsMax && (
        <Group justify="space-between">
          <Text size="sm" c="dimmed" role="status">
            {first + 1} to {first + rows.length} of {items.length.toLocaleString("en")}
          </Text>
          <Group gap="xs">
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`${name} before these`}
              disabled={first === 0}
              onClick={() => setPage(page - 1)}
            >
              Before
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`${name} after these`}
              disabled={first + rows.length >= items.length}
              onClick={() => setPage(page + 1)}
            >
              After
            </Button>
          </Group>
        </Group>
      )}
    </Stack>
  );
}

/** It goes where the part is that is newly chosen. */
function usePage(items: readonly ReviewItem[], chosen: string | undefined) {
  const [page, setPage] = useState(0);
  const [followed, follow] = useState<string>();
  if (chosen !== followed) {
    follow(chosen);
    const at = items.findIndex((it) => it.id === chosen);
    if (at >= 0) setPage(Math.floor(at / rowsMax));
  }
  return [page, setPage] as const;
}
