/** Check: ask whether others saw the same, before anything is told to anybody. */

import {
  Button,
  Group,
  List,
  Paper,
  Progress,
  Stack,
  Switch,
  Table,
  Text,
  Textarea,
  Title,
} from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { useChecks, useNewCheck } from "../api/checks.ts";
import { useStatus } from "../api/queries.ts";
import { Matches } from "../checking/matches.tsx";
import { Moment } from "../parts/moment.tsx";
import { Loaded, Page } from "../parts/page.tsx";
import { Problem } from "../parts/problem.tsx";

export function CheckScreen() {
  return (
    <Page
      title="Check"
      about="Did others see the same? Nobody learns what you ask, not the exchange, not the key holders, not the others."
    >
      <Loaded from={useChecks()}>
        {(list) => (
          <>
            <Ask tells={list.tells} />
            {list.items.length > 0 && <Earlier items={list.items} />}
          </>
        )}
      </Loaded>
      <Matches />
    </Page>
  );
}

function Ask({ tells }: { tells: { asking: readonly string[]; sealing: readonly string[] } }) {
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const [seal, setSeal] = useState(false);
  const make = useNewCheck();
  return (
    <Paper
      withBorder
      p="md"
      component="form"
      aria-label="Ask"
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate(
          { text, seal },
          { onSuccess: ({ id }) => void navigate({ to: "/check/$id", params: { id } }) },
        );
      }}
    >
      <Stack gap="sm">
        <Textarea
          label="Observables"
          description="One a line, or any text; defanged or not."
          autosize
          minRows={4}
          maxRows={14}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Switch
          label="We saw these ourselves: seal them, so that others who ask count us"
          checked={seal}
          onChange={(event) => setSeal(event.currentTarget.checked)}
        />
        <List size="sm" c="dimmed">
          {(seal ? [...tells.asking, ...tells.sealing] : tells.asking).map((it) => (
            <List.Item key={it}>{it}</List.Item>
          ))}
        </List>
        <Group>
          <Button type="submit" loading={make.isPending} disabled={text.trim() === ""}>
            Ask blindly
          </Button>
        </Group>
        {make.error !== null && <Problem error={make.error} />}
      </Stack>
    </Paper>
  );
}

interface Summary {
  readonly id: string;
  readonly madeMs: number;
  readonly lines: number;
  readonly seen: number;
  readonly waiting: number;
}

function Earlier({ items }: { items: readonly Summary[] }) {
  const navigate = useNavigate();
  const nowMs = useStatus().data?.nowMs ?? 0;
  return (
    <Paper withBorder p="md" component="section" aria-label="Asked before">
      <Title order={2} size="h5" mb="xs">
        Asked before
      </Title>
      <Table className="stack" highlightOnHover>
        <Table.Tbody>
          {items.map((it) => (
            <Table.Tr
              key={it.id}
              className="row"
              onClick={() => void navigate({ to: "/check/$id", params: { id: it.id } })}
            >
              <Table.Td>
                <Link to="/check/$id" params={{ id: it.id }} style={{ color: "inherit" }}>
                  {it.lines} values
                </Link>
              </Table.Td>
              <Table.Td>{it.seen} seen by others</Table.Td>
              <Table.Td w={200}>
                <Answered lines={it.lines} waiting={it.waiting} />
              </Table.Td>
              <Table.Td>
                <Moment timeMs={it.madeMs} nowMs={nowMs} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

export function Answered({ lines, waiting }: { lines: number; waiting: number }) {
  if (waiting === 0) return <Text size="sm">all answered</Text>;
  const part = ((lines - waiting) / Math.max(1, lines)) * 100;
  return (
    <>
      <Progress
        value={part}
        aria-label={`${String(lines - waiting)} of ${String(lines)} answered`}
      />
      <Text size="xs" c="dimmed">
        {lines - waiting} of {lines} answered
      </Text>
    </>
  );
}
