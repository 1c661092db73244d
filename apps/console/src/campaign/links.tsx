/** The links of a campaign, strongest first, each with what speaks for and against it. */

import { Accordion, Badge, Button, Code, Group, Select, Table, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Campaign, CampaignLink } from "@tocsin/wire/node-api";
import { useState } from "react";

import { useCorrection } from "../api/campaigns.ts";
import { defangMixed } from "../parts/observable.tsx";
import { Problem } from "../parts/problem.tsx";
import { reportNames } from "./report-names.ts";

const shownAtFirst = 5;
/** Log-odds that fill the bar: beyond it there is no doubt left to show. */
const fullWeight = 12;
/** Smaller ones would be shown as 0.0. */
const shownWeightMin = 0.05;
const barWidth = 96;

export function CampaignLinks({ campaign }: { campaign: Campaign }) {
  const [all, setAll] = useState(false);
  const correct = useCorrection(campaign.id);
  const nameOf = reportNames(campaign);
  const shown = all ? campaign.links : campaign.links.slice(0, shownAtFirst);
  return (
    <>
      {correct.error !== null && <Problem error={correct.error} />}
      <Accordion multiple variant="separated" defaultValue={shown.slice(0, 1).map(keyOf)}>
        {shown.map((link) => (
          <Accordion.Item key={keyOf(link)} value={keyOf(link)}>
            <Accordion.Control>
              <Group gap="xs">
                <Text size="sm" fw={600}>
                  {nameOf(link.a)} and {nameOf(link.b)}
                </Text>
                <Badge variant="light" tt="none">
                  {certainty(link.score)}
                </Badge>
              </Group>
              <Text size="sm" c="dimmed">
                {link.reasons.map((it) => it.says).join(" · ")}
              </Text>
            </Accordion.Control>
            <Accordion.Panel>
              <LinkReasons link={link} />
              <Group mt="xs">
                {[link.a, link.b].map((report) => (
                  <Link key={report} to="/reports/$id" params={{ id: report }}>
                    {nameOf(report)}
                  </Link>
                ))}
                <Button
                  size="compact-sm"
                  variant="default"
                  loading={correct.isPending}
                  onClick={() => correct.mutate({ says: "apart", a: link.a, b: link.b })}
                >
                  Not the same adversary
                </Button>
              </Group>
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
      {campaign.links.length > shown.length && (
        <Button mt="xs" size="xs" variant="subtle" onClick={() => setAll(true)}>
          All {campaign.links.length} links
        </Button>
      )}
    </>
  );
}

/** The evidence of one link: weights are natural log-odds and add up. What weighs nothing is left out. */
export function LinkReasons({ link }: { link: CampaignLink }) {
  const weighing = link.reasons.filter((it) => Math.abs(it.weight) >= shownWeightMin);
  return (
    <Table className="stack">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Evidence</Table.Th>
          <Table.Th>Values</Table.Th>
          <Table.Th>Weight</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {weighing.map((it, at) => (
          <Table.Tr key={`${it.kind} ${String(at)}`}>
            <Table.Td>{it.says}</Table.Td>
            <Table.Td style={{ overflowWrap: "anywhere" }}>
              <Group gap={4}>
                {it.values.map((value) => (
                  <Code key={value}>{defangMixed(value)}</Code>
                ))}
              </Group>
            </Table.Td>
            <Table.Td>
              <Group gap="xs" wrap="nowrap">
                <svg width={barWidth} height={10} aria-hidden>
                  <rect
                    width={(Math.min(Math.abs(it.weight), fullWeight) / fullWeight) * barWidth}
                    height={10}
                    fill={
                      it.weight < 0
                        ? "var(--mantine-color-gray-5)"
                        : "var(--mantine-primary-color-filled)"
                    }
                  />
                </svg>
                <Text size="sm">{it.weight.toFixed(1)}</Text>
              </Group>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** A person who knows better says that two reports belong together. */
export function Together({ campaign }: { campaign: Campaign }) {
  const [a, setA] = useState<string | null>(null);
  const [b, setB] = useState<string | null>(null);
  const correct = useCorrection(campaign.id);
  const nameOf = reportNames(campaign);
  const data = campaign.timeline.map((it) => ({ value: it.report, label: nameOf(it.report) }));
  if (data.length < 2) return null;
  return (
    <>
      <Group align="flex-end">
        <Select label="This report" data={data} value={a} onChange={setA} searchable />
        <Select
          label="and this one"
          data={data.filter((it) => it.value !== a)}
          value={b}
          onChange={setB}
          searchable
        />
        <Button
          variant="default"
          disabled={a === null || b === null}
          loading={correct.isPending}
          onClick={() => correct.mutate({ says: "together", a: a ?? "", b: b ?? "" })}
        >
          belong together
        </Button>
      </Group>
      {correct.error !== null && <Problem error={correct.error} />}
    </>
  );
}

function keyOf(link: CampaignLink): string {
  return `${link.a}_${link.b}`;
}

/** Log-odds in words: 3 is twenty to one. */
function certainty(score: number): string {
  const odds = Math.exp(score);
  if (odds >= 1000) return "over 1,000 to 1";
  return odds >= 1 ? `${String(Math.round(odds))} to 1` : "less than even";
}
