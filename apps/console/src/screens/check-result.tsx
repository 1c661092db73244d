/** One check: each value with what is known of it, as answers come. */

import { Badge, Button, Group, List, Table, Text } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { Check } from "@tocsin/wire/node-api";

import { useCheck } from "../api/checks.ts";
import { useStatus } from "../api/queries.ts";
import { Moment } from "../parts/moment.tsx";
import { Observable } from "../parts/observable.tsx";
import { Loaded, Page } from "../parts/page.tsx";
import { confirmedWords, submissionWords } from "../parts/words.ts";
import { Answered } from "./check.tsx";

const route = getRouteApi("/check/$id");

const stateWords: Record<Check["lines"][number]["state"], { text: string; color: string }> = {
  seen: { text: "seen by others", color: "red" },
  "not-seen": { text: "not seen", color: "teal" },
  waiting: { text: "waits for its turn", color: "yellow" },
  private: { text: "private, never asked", color: "gray" },
  benign: { text: "well known and harmless, never asked", color: "gray" },
  "not-a-value": { text: "no observable", color: "gray" },
};

export function CheckResultScreen() {
  const { id } = route.useParams();
  return (
    <Page
      title="Check"
      about="Counts are of submissions, never of members: one member can submit twice."
      action={
        <Button
          variant="default"
          renderRoot={(props) => <Link {...props} to="/check" search={{}} />}
        >
          Ask again
        </Button>
      }
    >
      <Loaded from={useCheck(id)}>
        {(it) => (
          <>
            <Answered lines={it.lines.length} waiting={it.waiting} />
            <Lines check={it} />
            <List size="sm" c="dimmed">
              {it.tells.map((line) => (
                <List.Item key={line}>{line}</List.Item>
              ))}
            </List>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Lines({ check }: { check: Check }) {
  const nowMs = useStatus().data?.nowMs ?? 0;
  return (
    <Table className="stack" verticalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Line</Table.Th>
          <Table.Th>Value</Table.Th>
          <Table.Th>Answer</Table.Th>
          <Table.Th>Since</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {check.lines.map((it, at) => (
          <Table.Tr key={`${String(it.line)} ${String(at)}`}>
            <Table.Td>{it.line}</Table.Td>
            <Table.Td>
              {it.value === null ? "" : <Observable value={it.value} type={it.type} />}
            </Table.Td>
            <Table.Td>
              <Group gap="xs">
                <Badge variant="light" color={stateWords[it.state].color} tt="none">
                  {stateWords[it.state].text}
                </Badge>
                {it.count !== null && <Text size="sm">{submissionWords(it.count)}</Text>}
                {it.weak && (
                  <Text size="sm" c="dimmed">
                    weak: alone it may be chance
                  </Text>
                )}
                {it.confirmedBy !== null && (
                  <Badge color="teal" tt="none">
                    {confirmedWords[it.confirmedBy]}
                  </Badge>
                )}
                {it.sealed && <Badge variant="outline">sealed by us</Badge>}
                {it.match !== null && (
                  <Link to="/check" search={{}} hash={`match-${it.match}`}>
                    offer to talk
                  </Link>
                )}
                {it.expectedMs !== null && it.state === "waiting" && (
                  <Text size="sm" c="dimmed">
                    in about {inWords(it.expectedMs)}
                  </Text>
                )}
              </Group>
            </Table.Td>
            <Table.Td>
              {it.sinceMs !== null && <Moment timeMs={it.sinceMs} nowMs={nowMs} />}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

const minuteMs = 60_000;
const hourMs = 3_600_000;

function inWords(ms: number): string {
  if (ms < minuteMs) return "a minute";
  if (ms < hourMs) return `${String(Math.ceil(ms / minuteMs))} minutes`;
  return `${String(Math.ceil(ms / hourMs))} hours`;
}
