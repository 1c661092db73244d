/** Feeds of others: what they brought, how fresh it is, and what of it the company runs. */

import { Alert, Badge, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import type { FeedView } from "@tocsin/wire/node-api";

import { useFeedRemoval, useFeeds, useFeedSync, useFeedTest } from "../api/feeds.ts";
import { useStatus } from "../api/queries.ts";
import { Empty } from "../parts/empty.tsx";
import { Moment } from "../parts/moment.tsx";
import { Loaded } from "../parts/page.tsx";
import { Problem } from "../parts/problem.tsx";
import { Concerns } from "./concerns.tsx";
import { NewFeed } from "./new-feed.tsx";

const stateColors: Record<FeedView["state"], string> = {
  new: "gray",
  syncing: "blue",
  good: "teal",
  failing: "red",
};

export function Feeds() {
  const asked = useFeeds();
  return (
    <Stack>
      <Loaded from={asked}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="No feed yet">
              A TAXII collection, a MISP feed, the list of exploited vulnerabilities, a
              vendor&apos;s advisories or a plain list: what they bring is matched beside the
              community&apos;s reports, on this machine.
            </Empty>
          ) : (
            <Stack>
              {items.map((it) => (
                <Feed key={it.id} feed={it} />
              ))}
            </Stack>
          )
        }
      </Loaded>
      <NewFeed />
      <Concerns />
    </Stack>
  );
}

function Feed({ feed: it }: { feed: FeedView }) {
  const sync = useFeedSync(it.id);
  const test = useFeedTest(it.id);
  const removal = useFeedRemoval(it.id);
  const error = sync.error ?? test.error ?? removal.error;
  const nowMs = useStatus().data?.nowMs ?? 0;
  return (
    <Paper withBorder p="md" component="article" aria-label={it.name}>
      <Group justify="space-between">
        <div>
          <Group gap="xs">
            <Title order={2} size="h5">
              {it.name}
            </Title>
            <Badge color={stateColors[it.state]}>{it.state}</Badge>
          </Group>
          <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
            {it.kind} from {it.url}
          </Text>
          {it.signers.length > 0 && (
            <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
              Taken only if signed with OpenPGP by {it.signers.join(" or ")}
            </Text>
          )}
        </div>
        <Group gap="xs">
          <Button size="xs" loading={sync.isPending} onClick={() => sync.mutate(undefined)}>
            Sync now
          </Button>
          <Button
            size="xs"
            variant="default"
            loading={test.isPending}
            onClick={() => test.mutate(undefined)}
          >
            Test
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
      <Group gap="lg" mt="xs">
        <Text size="sm">
          {it.items} items, {it.values} observables
        </Text>
        <Text size="sm">
          Last good: {it.goodMs === null ? "never" : <Moment timeMs={it.goodMs} nowMs={nowMs} />}
        </Text>
        <Text size="sm">
          Next: <Moment timeMs={it.nextMs} nowMs={nowMs} />
        </Text>
        {it.code !== null && (
          <Text size="sm" c="red">
            {it.code}, {it.failures} in a row; the last good copy stays
          </Text>
        )}
      </Group>
      {sync.data !== undefined && (
        <Alert mt="xs" color="teal" role="status">
          {sync.data.added} new, {sync.data.changed} changed, {sync.data.removed} recalled,{" "}
          {sync.data.refused} refused
          <Refusals lines={sync.data.refusals} />
        </Alert>
      )}
      {test.data !== undefined && (
        <Alert mt="xs" color={test.data.ok ? "teal" : "red"} role="status">
          {test.data.ok
            ? `It answers: ${String(test.data.items)} items, ${String(test.data.values)} observables.`
            : `It failed: ${test.data.code ?? "unknown"}.`}
          <Refusals lines={test.data.refusals} />
        </Alert>
      )}
      {error !== null && <Problem error={error} />}
    </Paper>
  );
}

/** Why something was not taken: what a feed says is shown as text. */
function Refusals({ lines }: { lines: readonly string[] }) {
  return lines.map((line) => (
    <Text key={line} size="sm" style={{ overflowWrap: "anywhere" }}>
      {line}
    </Text>
  ));
}
