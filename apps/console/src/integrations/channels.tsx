/** Channels by which a warning leaves the console: each with its health, a test and a way to send again. */

import { Alert, Badge, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import type { ChannelView } from "@tocsin/wire/node-api";

import {
  useChannelRemoval,
  useChannelReplay,
  useChannels,
  useChannelTest,
} from "../api/channels.ts";
import { useStatus } from "../api/queries.ts";
import { Empty } from "../parts/empty.tsx";
import { Moment } from "../parts/moment.tsx";
import { Loaded } from "../parts/page.tsx";
import { Problem } from "../parts/problem.tsx";
import { NewChannel } from "./new-channel.tsx";

export function Channels() {
  const asked = useChannels();
  return (
    <Stack>
      <Text size="sm" c="dimmed" maw={760}>
        A message says that something is new and where to look, not what: whoever sees mail or chat
        in passing learns no observable. Observables go along only where you say so.
      </Text>
      <Loaded from={asked}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="No channel yet">
              Warnings ring in this console. Add a channel below so that they ring where your people
              are.
            </Empty>
          ) : (
            <Stack>
              {items.map((it) => (
                <Channel key={it.id} channel={it} />
              ))}
            </Stack>
          )
        }
      </Loaded>
      <NewChannel />
    </Stack>
  );
}

function Channel({ channel: it }: { channel: ChannelView }) {
  const test = useChannelTest(it.id);
  const replay = useChannelReplay(it.id);
  const removal = useChannelRemoval(it.id);
  const error = test.error ?? replay.error ?? removal.error;
  const nowMs = useStatus().data?.nowMs ?? 0;
  return (
    <Paper withBorder p="md" component="article" aria-label={it.name}>
      <Group justify="space-between">
        <div>
          <Title order={2} size="h5">
            {it.name}
          </Title>
          <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
            {it.kind} to {it.target}
          </Text>
        </div>
        <Group gap="xs">
          <Button size="xs" loading={test.isPending} onClick={() => test.mutate(undefined)}>
            Test
          </Button>
          <Button
            size="xs"
            variant="default"
            disabled={it.dead === 0}
            loading={replay.isPending}
            onClick={() => replay.mutate(undefined)}
          >
            Send again
          </Button>
          <Button
            size="xs"
            variant="subtle"
            color="red"
            loading={removal.isPending}
            onClick={() => removal.mutate(undefined)}
          >
            Remove
          </Button>
        </Group>
      </Group>
      <Group gap="xs" mt="xs">
        <Badge variant="light">{it.mode}</Badge>
        <Badge variant="light">from {it.urgencyMin}</Badge>
        <Badge variant="light" color={it.indicators ? "orange" : "gray"}>
          {it.indicators ? "with observables" : "no observables"}
        </Badge>
        {it.quiet !== null && (
          <Badge variant="light" color="gray">
            quiet {it.quiet.from} to {it.quiet.to} UTC, but for urgent
          </Badge>
        )}
        {it.waiting > 0 && <Badge color="yellow">{it.waiting} waiting</Badge>}
        {it.dead > 0 && <Badge color="red">{it.dead} given up</Badge>}
      </Group>
      <Group gap="lg" mt="xs">
        <Text size="sm">
          Last success:{" "}
          {it.lastSuccessMs === null ? "never" : <Moment timeMs={it.lastSuccessMs} nowMs={nowMs} />}
        </Text>
        {it.lastError !== null && (
          <Text size="sm">
            Last error: {it.lastError.code} <Moment timeMs={it.lastError.atMs} nowMs={nowMs} />
          </Text>
        )}
      </Group>
      {test.data !== undefined && (
        <Alert mt="xs" color={test.data.ok ? "teal" : "red"} role="status">
          {test.data.ok ? "The test arrived." : `The test failed: ${test.data.code ?? "unknown"}.`}
        </Alert>
      )}
      {error !== null && <Problem error={error} />}
    </Paper>
  );
}
