/** Campaigns: reports that one adversary seems to be behind, also where they share no observable. */

import { Badge, Group, Table, Text } from "@mantine/core";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import type { CampaignSummary } from "@tocsin/wire/node-api";

import { useCampaigns } from "../api/campaigns.ts";
import { useStatus } from "../api/queries.ts";
import { Empty } from "../parts/empty.tsx";
import { Moment } from "../parts/moment.tsx";
import { Loaded, Page } from "../parts/page.tsx";
import { More } from "../parts/pages.tsx";

const route = getRouteApi("/campaigns");

export function CampaignsScreen() {
  const { after } = route.useSearch();
  const navigate = useNavigate({ from: "/campaigns" });
  const asked = useCampaigns({ after });
  const nowMs = useStatus().data?.nowMs ?? 0;
  return (
    <Page
      title="Campaigns"
      about="Reports that one adversary seems to be behind. This node works them out by itself; nobody learns which you read."
    >
      <Loaded from={asked}>
        {(page) =>
          page.items.length === 0 ? (
            <Empty title="No campaign yet">
              Two reports become a campaign when what they share is rare enough: an observable, a
              signer, a malware family, a habit of naming look-alike domains. A single report is
              none.
            </Empty>
          ) : (
            <>
              <CampaignTable campaigns={page.items} nowMs={nowMs} />
              <More
                shown={page.items.length}
                total={page.total}
                next={page.next}
                go={(to) => void navigate({ search: { after: to } })}
              />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

function CampaignTable({
  campaigns,
  nowMs,
}: {
  campaigns: readonly CampaignSummary[];
  nowMs: number;
}) {
  const navigate = useNavigate();
  return (
    <Table className="stack" verticalSpacing="sm" highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Campaign</Table.Th>
          <Table.Th>Reports</Table.Th>
          <Table.Th>Sectors</Table.Th>
          <Table.Th>Newest</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {campaigns.map((it) => (
          <Table.Tr
            key={it.id}
            className="row"
            onClick={() => void navigate({ to: "/campaigns/$id", params: { id: it.id } })}
          >
            <Table.Td maw={480}>
              <Group gap="xs">
                {it.mine > 0 && <Badge>{it.mine} mine</Badge>}
                {it.seen > 0 && <Badge color="red">seen here</Badge>}
                <Link to="/campaigns/$id" params={{ id: it.id }} style={{ color: "inherit" }}>
                  {it.title}
                </Link>
              </Group>
              <Text size="sm" c="dimmed" lineClamp={2} style={{ overflowWrap: "anywhere" }}>
                {[...it.malware, ...it.actors, ...it.techniques].join(" · ")}
              </Text>
            </Table.Td>
            <Table.Td data-of="Reports">{it.reports}</Table.Td>
            <Table.Td>
              <Sectors sectors={it.sectors} />
            </Table.Td>
            <Table.Td>
              <Moment timeMs={it.lastMs} nowMs={nowMs} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** Bucketed: an exact count in a small class would say who. */
export function Sectors({ sectors }: { sectors: CampaignSummary["sectors"] }) {
  return (
    <Group gap={4}>
      {sectors.map((it) => (
        <Badge key={it.class} variant="light" color="gray" tt="none">
          {it.class} {it.reports}
        </Badge>
      ))}
    </Group>
  );
}
