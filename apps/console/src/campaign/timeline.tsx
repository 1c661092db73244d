/** When it happened to each company, and when the others learned of it. */

import { Badge, Group, Table, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Campaign } from "@tocsin/wire/node-api";

import { useStatus } from "../api/queries.ts";
import { Moment } from "../parts/moment.tsx";
import { kindWords, spaced } from "../parts/words.ts";

const width = 640;
const height = 44;
const margin = 8;

export function Timeline({ campaign }: { campaign: Campaign }) {
  const nowMs = useStatus().data?.nowMs ?? 0;
  const { timeline, reports } = campaign;
  return (
    <>
      <Dots campaign={campaign} />
      <Table className="stack">
        {timeline.length < reports && (
          <Table.Caption>
            {timeline.length} of {reports}
          </Table.Caption>
        )}
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Report</Table.Th>
            <Table.Th>Happened</Table.Th>
            <Table.Th>Learned</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {timeline.map((it) => (
            <Table.Tr key={it.report}>
              <Table.Td>
                <Group gap="xs">
                  {it.mine && <Badge>mine</Badge>}
                  {it.seen && <Badge color="red">seen here</Badge>}
                  <Link to="/reports/$id" params={{ id: it.report }}>
                    {kindWords[it.kind]} in {it.class}
                  </Link>
                  <Text size="sm" c="dimmed">
                    {spaced(it.determination)}
                  </Text>
                </Group>
              </Table.Td>
              <Table.Td>{it.event ?? "not said"}</Table.Td>
              <Table.Td>
                <Moment timeMs={it.learnedMs} nowMs={nowMs} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}

/** Reports along the time in which they were published; the table beneath says the same. */
function Dots({ campaign: { timeline, firstMs, lastMs } }: { campaign: Campaign }) {
  const span = Math.max(1, lastMs - firstMs);
  const at = (timeMs: number) => margin + ((timeMs - firstMs) / span) * (width - 2 * margin);
  return (
    <svg
      viewBox={`0 0 ${String(width)} ${String(height)}`}
      width="100%"
      style={{ maxWidth: width }}
      role="img"
      aria-label={`${String(timeline.length)} reports between ${dayOf(firstMs)} and ${dayOf(lastMs)}`}
    >
      <line x1={margin} x2={width - margin} y1={16} y2={16} stroke="currentColor" opacity={0.3} />
      {timeline.map((it) => (
        <circle
          key={it.report}
          cx={at(it.learnedMs)}
          cy={16}
          r={it.mine ? 7 : 5}
          fill={it.seen ? "var(--mantine-color-red-filled)" : "var(--mantine-primary-color-filled)"}
          opacity={0.8}
        />
      ))}
      <text x={margin} y={40} fontSize={11} fill="currentColor">
        {dayOf(firstMs)}
      </text>
      <text x={width - margin} y={40} fontSize={11} textAnchor="end" fill="currentColor">
        {dayOf(lastMs)}
      </text>
    </svg>
  );
}

function dayOf(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10);
}
