/** A screen's head: its name, one line on what it is for, and its main action. */

import { Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";

import { Problem } from "./problem.tsx";

export function Page({
  title,
  about,
  action,
  children,
}: {
  title: string;
  about?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · Tocsin`;
  }, [title]);
  return (
    <Stack gap="md" maw={1280}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <div>
          <Title order={1} size="h2">
            {title}
          </Title>
          {about !== undefined && <Text c="dimmed">{about}</Text>}
        </div>
        {action}
      </Group>
      {children}
    </Stack>
  );
}

interface Asked<Answer> {
  readonly data: Answer | undefined;
  readonly error: Error | null;
  refetch: () => unknown;
}

/** What was asked for, or the wait for it, or what went wrong. */
export function Loaded<Answer>({
  from,
  children,
}: {
  from: Asked<Answer>;
  children: (it: Answer) => ReactNode;
}) {
  if (from.data !== undefined) return children(from.data);
  if (from.error !== null) return <Problem error={from.error} again={() => void from.refetch()} />;
  return (
    <Stack aria-busy="true" aria-label="Loading">
      <Skeleton height={48} />
      <Skeleton height={48} />
      <Skeleton height={48} />
    </Stack>
  );
}
