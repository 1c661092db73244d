/** What the company runs: reports, exploited vulnerabilities and advisories are held against it. */

import { Code, Stack, Table } from "@mantine/core";
import { useState } from "react";

import { useInventory } from "../api/inventory.ts";
import { Empty } from "../parts/empty.tsx";
import { Loaded } from "../parts/page.tsx";
import { More } from "../parts/pages.tsx";

export function Inventory() {
  const [after, setAfter] = useState<string>();
  return (
    <Loaded from={useInventory({ after })}>
      {(page) =>
        page.items.length === 0 ? (
          <Empty title="No inventory yet">
            Import one, as a list of CPE names or a table of vendor, product and version:{" "}
            <Code>tocsin inventory import FILE</Code>. It stays on this machine.
          </Empty>
        ) : (
          <Stack>
            <Table className="stack" striped>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Vendor</Table.Th>
                  <Table.Th>Product</Table.Th>
                  <Table.Th>Version</Table.Th>
                  <Table.Th>From</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {page.items.map((it) => (
                  <Table.Tr key={`${it.cpe} ${it.source}`}>
                    <Table.Td>{it.vendor}</Table.Td>
                    <Table.Td>{it.product}</Table.Td>
                    <Table.Td>{it.version ?? "any"}</Table.Td>
                    <Table.Td>{it.source}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
            <More shown={page.items.length} total={page.total} next={page.next} go={setAfter} />
          </Stack>
        )
      }
    </Loaded>
  );
}
