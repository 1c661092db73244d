/** All reports of the community, mine marked: searched on this machine, so that no search tells anything. */

import { Badge, SegmentedControl, Group, Table, Text, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import type { ReportView } from "@tocsin/wire/desk";

import { useReports, useStatus } from "../api/queries.ts";
import { Empty } from "../parts/empty.tsx";
import { Moment } from "../parts/moment.tsx";
import { Loaded, Page } from "../parts/page.tsx";
import { More } from "../parts/pages.tsx";
import { deliveryWords, kindWords } from "../parts/words.ts";

const route = getRouteApi("/reports");
const typingMs = 250;

export function ReportsScreen() {
  const search = route.useSearch();
  const navigate = useNavigate({ from: "/reports" });
  const asked = useReports(search);
  const nowMs = useStatus().data?.nowMs ?? 0;
  const find = useDebouncedCallback(
    (q: string) =>
      void navigate({ search: { ...search, q: q === "" ? undefined : q, after: undefined } }),
    typingMs,
  );
  return (
    <Page
      title="Reports"
      about="Everyone downloads everything, so nobody learns what you search or read."
    >
      <Group>
        <TextInput
          data-search
          aria-label="Search reports"
          placeholder="Observable, technique, malware, CVE"
          leftSection={<IconSearch size={16} />}
          defaultValue={search.q ?? ""}
          onChange={(event) => find(event.currentTarget.value)}
          style={{ flex: "1 1 260px" }}
        />
        <SegmentedControl
          aria-label="Whose"
          value={search.mine ?? "all"}
          onChange={(value) =>
            void navigate({
              search: { ...search, mine: value === "true" ? "true" : undefined, after: undefined },
            })
          }
          data={[
            { value: "all", label: "All" },
            { value: "true", label: "Mine" },
          ]}
        />
      </Group>
      <Loaded from={asked}>
        {(page) =>
          page.items.length === 0 ? (
            <Empty title={search.q === undefined ? "No reports yet" : "Nothing found"}>
              {search.q === undefined
                ? "Reports appear here as rounds are published."
                : "Values are compared in their plain form: paste them defanged or not. Try a part of the domain."}
            </Empty>
          ) : (
            <>
              <ReportTable reports={page.items} nowMs={nowMs} />
              <More
                shown={page.items.length}
                total={page.total}
                next={page.next}
                go={(after) => void navigate({ search: { ...search, after } })}
              />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

function ReportTable({ reports, nowMs }: { reports: readonly ReportView[]; nowMs: number }) {
  const navigate = useNavigate();
  return (
    <div>
      <Table className="stack" verticalSpacing="sm" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Report</Table.Th>
            <Table.Th>Class</Table.Th>
            <Table.Th>Observables</Table.Th>
            <Table.Th>Published</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {reports.map((it) => (
            <Table.Tr
              key={it.id}
              className="row"
              onClick={() => void navigate({ to: "/reports/$id", params: { id: it.id } })}
            >
              <Table.Td maw={560}>
                <Group gap="xs" wrap="nowrap">
                  {it.mine && <Badge>mine</Badge>}
                  <Link to="/reports/$id" params={{ id: it.id }} style={{ color: "inherit" }}>
                    {it.body === null ? "Withdrawn" : kindWords[it.body.kind]}
                  </Link>
                  {it.unconfirmed && it.body !== null && (
                    <Badge variant="light" color="gray">
                      unconfirmed
                    </Badge>
                  )}
                </Group>
                <Text size="sm" c="dimmed" lineClamp={2} style={{ overflowWrap: "anywhere" }}>
                  {it.narrative}
                </Text>
              </Table.Td>
              <Table.Td data-of="Class">{it.envelope.class}</Table.Td>
              <Table.Td data-of="Observables">{it.body?.observables.length ?? 0}</Table.Td>
              <Table.Td>
                {it.publishedMs === null ? (
                  <Badge variant="light" color="yellow">
                    {it.delivery === null ? "not published" : deliveryWords[it.delivery.state]}
                  </Badge>
                ) : (
                  <Moment timeMs={it.publishedMs} nowMs={nowMs} />
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
