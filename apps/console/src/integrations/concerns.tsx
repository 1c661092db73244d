/** What feeds say of what the company runs and saw; no report of a member stands behind it. */

import { Badge, Paper, Table, Text, Title } from "@mantine/core";
import type { Concern } from "@tocsin/wire/node-api";

import { useConcerns } from "../api/feeds.ts";
import { defang } from "../parts/observable.tsx";
import { Loaded } from "../parts/page.tsx";

const kindWords: Record<Concern["kind"], string> = {
  "known-exploited": "exploited, and you run it",
  advisory: "advisory for what you run",
  "seen-here": "a feed names what was seen here",
};

export function Concerns() {
  return (
    <Paper withBorder p="md" component="section" aria-label="What feeds say of you">
      <Title order={2} size="h5">
        What feeds say of what you run and saw
      </Title>
      <Loaded from={useConcerns()}>
        {({ items }) =>
          items.length === 0 ? (
            <Text size="sm" c="dimmed">
              Nothing. Exploited vulnerabilities and advisories are held against your inventory,
              observables against your sightings.
            </Text>
          ) : (
            <ConcernTable concerns={items} />
          )
        }
      </Loaded>
    </Paper>
  );
}

export function ConcernTable({ concerns }: { concerns: readonly Concern[] }) {
  return (
    <Table className="stack">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>What</Table.Th>
          <Table.Th>Yours</Table.Th>
          <Table.Th>Due</Table.Th>
          <Table.Th>What to do</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {concerns.map((it) => (
          <Table.Tr key={it.id}>
            <Table.Td maw={360} style={{ overflowWrap: "anywhere" }}>
              <Badge variant="light" tt="none">
                {kindWords[it.kind]}
              </Badge>
              <Text size="sm" fw={600}>
                {defang(it.what, it.type)}
              </Text>
              <Text size="sm" c="dimmed">
                {it.kind === "seen-here" ? it.feeds.join(", ") : it.title}
              </Text>
            </Table.Td>
            <Table.Td>{it.ours}</Table.Td>
            <Table.Td>
              {it.due} <Left days={it.daysLeft} />
            </Table.Td>
            <Table.Td maw={420}>{it.action}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Left({ days }: { days: number | null }) {
  if (days === null) return null;
  return (
    <Text size="sm" c={days < 0 ? "red" : "dimmed"}>
      {days < 0 ? `${String(-days)} days late` : `${String(days)} days left`}
    </Text>
  );
}
