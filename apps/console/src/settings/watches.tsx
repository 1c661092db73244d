/** Words, actors, techniques and searches that ring whenever a report has them. */

import { Button, Group, NativeSelect, Paper, Table, Text, TextInput, Title } from "@mantine/core";
import { useState } from "react";

import { useNewWatch, useWatches, useWatchRemoval } from "../api/watches.ts";
import { Loaded } from "../parts/page.tsx";
import { Problem } from "../parts/problem.tsx";

const kinds = ["word", "actor", "malware", "technique", "vulnerability", "search"];

export function Watches() {
  const [kind, setKind] = useState("word");
  const [value, setValue] = useState("");
  const add = useNewWatch();
  const removal = useWatchRemoval();
  const error = add.error ?? removal.error;
  return (
    <Paper withBorder p="md" component="section" aria-label="Watches">
      <Title order={2} size="h4">
        Watches
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        A report that has one of these warns you, and past ones are looked through again.
      </Text>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate({ kind, value: value.trim() }, { onSuccess: () => setValue("") });
        }}
      >
        <Group align="flex-end">
          <NativeSelect
            label="Kind"
            data={kinds}
            value={kind}
            onChange={(event) => setKind(event.currentTarget.value)}
          />
          <TextInput
            label="Watch for"
            style={{ flex: "1 1 220px" }}
            value={value}
            onChange={(event) => setValue(event.currentTarget.value)}
          />
          <Button
            type="submit"
            variant="default"
            loading={add.isPending}
            disabled={value.trim() === ""}
          >
            Watch
          </Button>
        </Group>
      </form>
      <Loaded from={useWatches()}>
        {({ items }) => (
          <Table className="stack" mt="sm">
            <Table.Tbody>
              {items.map((it) => (
                <Table.Tr key={it.id}>
                  <Table.Td>{it.kind}</Table.Td>
                  <Table.Td style={{ overflowWrap: "anywhere" }}>{it.value}</Table.Td>
                  <Table.Td>
                    <Button
                      size="compact-sm"
                      variant="subtle"
                      loading={removal.isPending}
                      onClick={() => removal.mutate(it.id)}
                    >
                      Remove
                    </Button>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Loaded>
      {error !== null && <Problem error={error} />}
    </Paper>
  );
}
