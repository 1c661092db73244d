/** Watched folders and syslog: what the company's own systems hit becomes a sighting, sealed when its turn comes. */

import { Badge, Button, Code, Stack, Table, Text, VisuallyHidden } from "@mantine/core";
import type { HitSourceView } from "@tocsin/wire/node-api";

import { useHitSourceRemoval, useHitSources } from "../api/hits.ts";
import { useStatus } from "../api/queries.ts";
import { Empty } from "../parts/empty.tsx";
import { Moment } from "../parts/moment.tsx";
import { Loaded } from "../parts/page.tsx";
import { Problem } from "../parts/problem.tsx";

const stateColors: Record<HitSourceView["state"], string> = {
  starting: "blue",
  good: "teal",
  failing: "red",
};

export function HitSources() {
  const removal = useHitSourceRemoval();
  return (
    <Stack>
      <Text size="sm">
        Sources reach into this machine, so they are added from the command line:{" "}
        <Code>tocsin sighting watch add FOLDER</Code> or{" "}
        <Code>tocsin sighting watch syslog HOST:PORT</Code>.
      </Text>
      <Loaded from={useHitSources()}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="No source yet">
              A folder into which the SIEM writes its hits, or a syslog port: what they name becomes
              a sighting here, is matched with past and coming reports, and asked about blindly.
            </Empty>
          ) : (
            <Table className="stack" verticalSpacing="sm">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Source</Table.Th>
                  <Table.Th>State</Table.Th>
                  <Table.Th>Taken</Table.Th>
                  <Table.Th>Sightings</Table.Th>
                  <Table.Th>Last</Table.Th>
                  <Table.Th>
                    <VisuallyHidden>Actions</VisuallyHidden>
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {items.map((it) => (
                  <Row
                    key={it.id}
                    source={it}
                    pending={removal.isPending}
                    remove={() => removal.mutate(it.id)}
                  />
                ))}
              </Table.Tbody>
            </Table>
          )
        }
      </Loaded>
      {removal.error !== null && <Problem error={removal.error} />}
    </Stack>
  );
}

function Row({
  source: it,
  pending,
  remove,
}: {
  source: HitSourceView;
  pending: boolean;
  remove: () => void;
}) {
  const nowMs = useStatus().data?.nowMs ?? 0;
  return (
    <Table.Tr>
      <Table.Td>
        <Text fw={600}>{it.name}</Text>
        <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
          {it.kind} {it.place}
        </Text>
      </Table.Td>
      <Table.Td>
        <Badge color={stateColors[it.state]}>{it.state}</Badge>
        {it.code !== null && (
          <Text size="sm" c="red">
            {it.code}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        {it.taken}
        <Text size="sm" c="dimmed">
          {it.refused} refused, {it.dropped} dropped
        </Text>
      </Table.Td>
      <Table.Td>
        {it.added} new
        <Text size="sm" c="dimmed">
          {it.known} known, {it.left} left aside
        </Text>
      </Table.Td>
      <Table.Td>
        {it.lastMs === null ? "never" : <Moment timeMs={it.lastMs} nowMs={nowMs} />}
      </Table.Td>
      <Table.Td>
        <Button size="compact-sm" variant="subtle" color="red" loading={pending} onClick={remove}>
          Remove
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}
