/** How much of a list is shown, and the way to the rest: caps are said. */

import { Button, Group, Text } from "@mantine/core";

export function More({
  shown,
  total,
  next,
  go,
}: {
  shown: number;
  total: number;
  next: string | null;
  go: (after: string | undefined) => void;
}) {
  return (
    <Group justify="space-between">
      <Text size="sm" c="dimmed" role="status">
        {shown} of {total}
      </Text>
      <Group gap="xs">
        <Button size="xs" variant="subtle" onClick={() => go(undefined)}>
          First
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={next === null}
          onClick={() => go(next ?? undefined)}
        >
          Older
        </Button>
      </Group>
    </Group>
  );
}
