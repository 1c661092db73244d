/** What this node has verified of the ledger, and the means to verify it again from the first leaf. */

import {
  Alert,
  Button,
  Code,
  CopyButton,
  Group,
  List,
  Paper,
  Stack,
  Text,
  Title,
} from "@mantine/core";
import { IconCheck, IconX } from "@tabler/icons-react";

import { useLedgerCheck, useStatus } from "../api/queries.ts";
import { Moment } from "../parts/moment.tsx";
import { Loaded, Page } from "../parts/page.tsx";
import { Problem } from "../parts/problem.tsx";

export function LedgerScreen() {
  const status = useStatus();
  const check = useLedgerCheck();
  return (
    <Page
      title="Ledger"
      about="What members download is the ledger itself; this node recomputes it at every step."
      action={
        <Button loading={check.isPending} onClick={() => check.mutate()}>
          Verify from the first leaf
        </Button>
      }
    >
      <Loaded from={status}>
        {({ sync, nowMs }) => (
          <Paper withBorder p="md">
            <Group justify="space-between">
              <Text>
                <b>{sync.size}</b> leaves,{" "}
                {sync.round === null ? "no round yet" : `up to round ${String(sync.round)}`}
              </Text>
              {sync.verifiedMs !== null && (
                <Group gap={4}>
                  <Text size="sm">verified</Text>
                  <Moment timeMs={sync.verifiedMs} nowMs={nowMs} />
                </Group>
              )}
            </Group>
          </Paper>
        )}
      </Loaded>
      {check.error !== null && <Problem error={check.error} />}
      {check.data !== undefined && (
        <Stack role="status">
          <Alert
            color={check.data.ok ? "teal" : "red"}
            title={check.data.ok ? "The ledger is whole" : "The ledger is not whole"}
          >
            <List size="sm" spacing={4}>
              {check.data.checked.map((it) => (
                <List.Item key={it} icon={<IconCheck size={16} />}>
                  {it}
                </List.Item>
              ))}
              {check.data.wrong.map((it) => (
                <List.Item key={it} icon={<IconX size={16} />}>
                  {it}
                </List.Item>
              ))}
            </List>
          </Alert>
          <Paper withBorder p="md">
            <Group justify="space-between" mb="xs">
              <Title order={2} size="h5">
                Newest checkpoint
              </Title>
              <CopyButton value={check.data.checkpoint}>
                {({ copied, copy }) => (
                  <Button size="compact-sm" variant="default" onClick={copy}>
                    {copied ? "Copied" : "Copy"}
                  </Button>
                )}
              </CopyButton>
            </Group>
            <Code block>{check.data.checkpoint}</Code>
            <Text size="sm" c="dimmed" mt="xs">
              Compare it with another member by any other channel: the same size must have the same
              root.
            </Text>
          </Paper>
        </Stack>
      )}
    </Page>
  );
}
