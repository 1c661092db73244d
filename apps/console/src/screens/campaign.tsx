/** One campaign: why its reports belong together first, then how it went, then what is known of it. */

import { Alert, Badge, Group, List, Paper, SimpleGrid, Table, Title } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { Campaign } from "@tocsin/wire/node-api";
import type { ReactNode } from "react";

import { useCampaign } from "../api/campaigns.ts";
import { Corrections } from "../campaign/corrections.tsx";
import { CampaignGraph } from "../campaign/graph.tsx";
import { CampaignLinks } from "../campaign/links.tsx";
import { Timeline } from "../campaign/timeline.tsx";
import { Observable } from "../parts/observable.tsx";
import { Loaded, Page } from "../parts/page.tsx";
import { detailWords, spaced } from "../parts/words.ts";
import { Sectors } from "./campaigns.tsx";

const route = getRouteApi("/campaigns/$id");

export function CampaignScreen() {
  const { id } = route.useParams();
  return (
    <Loaded from={useCampaign(id)}>
      {(it) => (
        <Page
          title={it.title}
          about="Worked out on this machine from what everyone has; a correction of yours stays here until you tell members."
        >
          <Group gap="xs">
            <Badge variant="outline">{it.reports} reports</Badge>
            {it.mine > 0 && <Badge>{it.mine} mine</Badge>}
            {it.seen > 0 && <Badge color="red">{it.seen} with what was seen here</Badge>}
            <Sectors sectors={it.sectors} />
          </Group>
          <Section title="Why they belong together">
            <CampaignLinks campaign={it} />
          </Section>
          <Section title="How it went">
            <Timeline campaign={it} />
          </Section>
          <Known campaign={it} />
          <Section title="Corrections and history">
            <Corrections campaign={it} />
          </Section>
          <Section title="Graph">
            <CampaignGraph campaign={it} />
          </Section>
        </Page>
      )}
    </Loaded>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Title order={2} size="h4" mb="xs">
        {title}
      </Title>
      {children}
    </Paper>
  );
}

function Known({ campaign: it }: { campaign: Campaign }) {
  return (
    <>
      {it.unknown.length > 0 && (
        <Alert title="Not known yet" color="gray">
          <List size="sm">
            {it.unknown.map((line) => (
              <List.Item key={line}>{line}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Counts title="Techniques" rows={it.techniqueCounts} />
        <Counts title="Malware and tools" rows={it.malwareCounts} />
        <Counts title="Actors" rows={it.actorCounts} />
        <Counts title="Vulnerabilities" rows={it.vulnerabilities} />
      </SimpleGrid>
      {it.infrastructure.length > 0 && (
        <Section title="Infrastructure">
          <Table className="stack">
            <Table.Tbody>
              {it.infrastructure.map((row) => (
                <Table.Tr key={`${row.type} ${row.value}`}>
                  <Table.Td>
                    <Observable value={row.value} type={row.type} />
                  </Table.Td>
                  <Table.Td>{spaced(row.role)}</Table.Td>
                  <Table.Td>in {row.reports} reports</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Section>
      )}
      {it.defences.length > 0 && (
        <Section title="Defensive measures and their effect">
          <List size="sm">
            {it.defences.map((row, at) => (
              <List.Item key={`${String(at)} ${row.report}`}>
                <Link to="/reports/$id" params={{ id: row.report }}>
                  {detailWords({ of: "defence", ...row })}
                </Link>
                {row.text === null ? "" : `. ${row.text}`}
              </List.Item>
            ))}
          </List>
        </Section>
      )}
    </>
  );
}

function Counts({ title, rows }: { title: string; rows: Campaign["techniqueCounts"] }) {
  const top = Math.max(1, ...rows.map((it) => it.reports));
  if (rows.length === 0) return null;
  return (
    <Section title={title}>
      <Table>
        <Table.Tbody>
          {rows.map((it) => (
            <Table.Tr key={it.name}>
              <Table.Td style={{ overflowWrap: "anywhere" }}>{it.name}</Table.Td>
              <Table.Td w={120}>
                <svg width={80} height={10} aria-hidden>
                  <rect
                    width={(it.reports / top) * 80}
                    height={10}
                    fill="var(--mantine-primary-color-filled)"
                  />
                </svg>{" "}
                {it.reports}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Section>
  );
}
