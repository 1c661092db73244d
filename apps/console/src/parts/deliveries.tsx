/** Whom outside of the community the ledger says a report was given to. */

import { Alert, Badge, Paper, Table, Title } from "@mantine/core";

import { useDeliveries } from "../api/recipients.ts";
import { spaced } from "./words.ts";

export function Deliveries({ report }: { report: string }) {
  const items = useDeliveries(report).data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Paper withBorder p="md" component="section" aria-label="Given outside">
      <Title order={2} size="h4" mb="xs">
        Given outside of the community
      </Title>
      {items.some((it) => it.chosen === false) && (
        <Alert color="red" title="Given to somebody whom its author did not choose" mb="sm">
          The report that its author signed does not name this recipient. The ledger proves the
          delivery: ask the operator of the exchange.
        </Alert>
      )}
      <Table className="stack">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Recipient</Table.Th>
            <Table.Th>For</Table.Th>
            <Table.Th>Round</Table.Th>
            <Table.Th>Author&apos;s choice</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((it) => (
            <Table.Tr key={`${it.recipient} ${String(it.round)}`}>
              <Table.Td>
                {it.title} ({spaced(it.is)})
              </Table.Td>
              <Table.Td>{it.purposes.map(spaced).join(", ")}</Table.Td>
              <Table.Td>{it.round}</Table.Td>
              <Table.Td>
                {it.chosen === null ? (
                  "that version is gone"
                ) : (
                  <Badge color={it.chosen ? "teal" : "red"}>
                    {it.chosen ? "chosen" : "not chosen"}
                  </Badge>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}
