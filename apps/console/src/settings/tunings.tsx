/** What was said to be not relevant, and rings less since. */

import { Button, Paper, Table, Text, Title, VisuallyHidden } from "@mantine/core";

import { useStatus } from "../api/queries.ts";
import { useTuningRemoval, useTunings } from "../api/tunings.ts";
import { Moment } from "../parts/moment.tsx";
import { Observable } from "../parts/observable.tsx";
import { Loaded } from "../parts/page.tsx";
import { Problem } from "../parts/problem.tsx";
import { reasonWords } from "../parts/reasons.tsx";

export function Tunings() {
  const removal = useTuningRemoval();
  const nowMs = useStatus().data?.nowMs ?? 0;
  return (
    <Paper withBorder p="md" component="section" aria-label="Quieter warnings">
      <Title order={2} size="h4">
        Quieter warnings
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        What you have called not relevant. It never silences what was seen here exactly.
      </Text>
      <Loaded from={useTunings()}>
        {({ items }) =>
          items.length === 0 ? (
            <Text size="sm">Nothing is quieter.</Text>
          ) : (
            <Table className="stack">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Reason</Table.Th>
                  <Table.Th>What</Table.Th>
                  <Table.Th>Warnings</Table.Th>
                  <Table.Th>Since</Table.Th>
                  <Table.Th>
                    <VisuallyHidden>Actions</VisuallyHidden>
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {items.map((it) => (
                  <Table.Tr key={it.id}>
                    <Table.Td>{reasonWords[it.kind]}</Table.Td>
                    <Table.Td>
                      <Observable value={it.value} type={it.type} />
                    </Table.Td>
                    <Table.Td>{it.warnings}</Table.Td>
                    <Table.Td>
                      <Moment timeMs={it.addedMs} nowMs={nowMs} />
                    </Table.Td>
                    <Table.Td>
                      <Button
                        size="compact-sm"
                        variant="subtle"
                        loading={removal.isPending}
                        onClick={() => removal.mutate(it.id)}
                      >
                        Ring again
                      </Button>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          )
        }
      </Loaded>
      {removal.error !== null && <Problem error={removal.error} />}
    </Paper>
  );
}
