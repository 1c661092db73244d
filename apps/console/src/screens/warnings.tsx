/** Home: what others reported that concerns us, newest or most urgent first, with the reason. */

import {
  Badge,
  Button,
  Group,
  SegmentedControl,
  Stack,
  Table,
  Text,
  UnstyledButton,
  VisuallyHidden,
} from "@mantine/core";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import type { Warning } from "@tocsin/wire/node-api";
import { useMemo, useState } from "react";
import { flushSync } from "react-dom";

import { useStatus, useWarningChange, useWarnings } from "../api/queries.ts";
import { useListKeys } from "../layout/keys.tsx";
import { Empty } from "../parts/empty.tsx";
import { Moment } from "../parts/moment.tsx";
import { Loaded, Page } from "../parts/page.tsx";
import { More } from "../parts/pages.tsx";
import { FirstReason } from "../parts/reasons.tsx";
import { Spark } from "../parts/spark.tsx";
import { kindWords, urgencyColors } from "../parts/words.ts";
import { inOrder } from "../warnings/order.ts";
import { Ordering, Urgencies, useOrder } from "../warnings/ordering.tsx";

const route = getRouteApi("/warnings");
const sparkDays = 14;
const dayMs = 86_400_000;

export function WarningsScreen() {
  const { state = "new", after, order: said } = route.useSearch();
  const [order, keepOrder] = useOrder(said);
  const navigate = useNavigate({ from: "/warnings" });
  const asked = useWarnings({ state: state === "all" ? undefined : state, after });
  const nowMs = useStatus().data?.nowMs ?? 0;
  return (
    <Page
      title="Warnings"
      about="What others of your community reported that concerns you. Only this node knows why."
      action={asked.data !== undefined && <Lately warnings={asked.data.items} nowMs={nowMs} />}
    >
      <Group justify="space-between">
        <SegmentedControl
          w="fit-content"
          aria-label="State"
          value={state}
          onChange={(value) => void navigate({ search: { state: value, order: said } })}
          data={[
            { value: "new", label: "New" },
            { value: "acknowledged", label: "Acknowledged" },
            { value: "snoozed", label: "Snoozed" },
            { value: "all", label: "All" },
          ]}
        />
        <Ordering
          order={order}
          choose={(next) => {
            keepOrder(next);
            void navigate({ search: { state, after, order: next } });
          }}
        />
      </Group>
      <Loaded from={asked}>
        {(page) =>
          page.items.length === 0 ? (
            <NoWarnings state={state} />
          ) : (
            <>
              <Urgencies warnings={page.items} total={page.total} order={order} />
              <WarningList warnings={inOrder(page.items, order)} nowMs={nowMs} />
              <More
                shown={page.items.length}
                total={page.total}
                next={page.next}
                go={(to) => void navigate({ search: { state, after: to, order: said } })}
              />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

function WarningList({ warnings, nowMs }: { warnings: readonly Warning[]; nowMs: number }) {
  const [chosen, setChosen] = useChosen(warnings);
  const change = useWarningChange();
  const navigate = useNavigate();
  const keys = useMemo(() => {
    const id = warnings[chosen]?.id;
    if (id === undefined) return {};
    return {
      Enter: () => void navigate({ to: "/warnings/$id", params: { id } }),
      e: () => change.mutate({ id, state: "acknowledged" }),
      h: () => change.mutate({ id, state: "snoozed", snoozeMs: dayMs }),
    };
  }, [warnings, chosen, change, navigate]);
  useListKeys(warnings.length, chosen, setChosen, keys);
  return (
    <div>
      <Table className="stack" verticalSpacing="sm" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Urgency</Table.Th>
            <Table.Th>What</Table.Th>
            <Table.Th>Why you</Table.Th>
            <Table.Th>Age</Table.Th>
            <Table.Th>
              <VisuallyHidden>Actions</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {warnings.map((it, at) => (
            <Table.Tr
              key={it.id}
              className="row"
              data-chosen={at === chosen}
              data-urgency={it.urgency}
              onClick={() => void navigate({ to: "/warnings/$id", params: { id: it.id } })}
            >
              <Table.Td>
                <Badge
                  miw={84}
                  color={urgencyColors[it.urgency]}
                  variant={it.state === "new" ? "filled" : "light"}
                >
                  {it.urgency}
                </Badge>
              </Table.Td>
              <Table.Td>
                <UnstyledButton
                  renderRoot={(props) => (
                    <Link {...props} to="/warnings/$id" params={{ id: it.id }} />
                  )}
                >
                  <Text fw={600}>{headline(it)}</Text>
                </UnstyledButton>
                <Text size="sm" c="dimmed">
                  {it.report === null
                    ? "from a feed"
                    : `${it.report.envelope.class} · ${String(it.report.body?.observables.length ?? 0)} observables${it.report.unconfirmed ? " · unconfirmed" : ""}`}
                </Text>
              </Table.Td>
              <Table.Td maw={420}>
                <FirstReason reasons={it.reasons} />
                {it.updates.length > 0 && (
                  <Text size="sm" c="dimmed">
                    and {it.updates.length} more of this campaign
                  </Text>
                )}
              </Table.Td>
              <Table.Td>
                <Moment timeMs={it.raisedMs} nowMs={nowMs} />
              </Table.Td>
              <Table.Td onClick={(event) => event.stopPropagation()}>
                <Group gap={4} wrap="nowrap">
                  <Button
                    size="compact-sm"
                    variant="default"
                    disabled={it.state === "acknowledged"}
                    onClick={() => change.mutate({ id: it.id, state: "acknowledged" })}
                  >
                    Acknowledge
                  </Button>
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    onClick={() => change.mutate({ id: it.id, state: "snoozed", snoozeMs: dayMs })}
                  >
                    Snooze a day
                  </Button>
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** The warning, not its place: one that newly comes in must not be acted on instead. */
function useChosen(warnings: readonly Warning[]): [number, (at: number) => void] {
  const [last, setLast] = useState({ id: warnings[0]?.id, at: 0 });
  const now = warnings.findIndex((it) => it.id === last.id);
  const at = now >= 0 ? now : Math.max(0, Math.min(last.at, warnings.length - 1));
  const id = warnings[at]?.id;
  if (id !== last.id || at !== last.at) setLast({ id, at });
  return [
    at,
    (to) => {
      flushSync(() => setLast({ id: warnings[to]?.id, at: to }));
      document.querySelector('.row[data-chosen="true"]')?.scrollIntoView({ block: "nearest" });
    },
  ];
}

function headline({ report, concerns }: Warning): string {
  if (report === null) return concerns[0]?.title ?? "No longer named by a feed";
  if (report.body === null) return "Withdrawn report";
  const { kind, malware, actors, stage } = report.body;
  const who = malware[0]?.name ?? actors[0]?.name;
  return [
    kindWords[kind],
    who === undefined ? undefined : `with ${who}`,
    stage === null ? undefined : `at ${stage}`,
  ]
    .filter((part) => part !== undefined)
    .join(" ");
}

function Lately({ warnings, nowMs }: { warnings: readonly Warning[]; nowMs: number }) {
  const days = Array.from({ length: sparkDays }, (_, back) => {
    const until = nowMs - (sparkDays - 1 - back) * dayMs;
    return warnings.filter((it) => it.raisedMs <= until && it.raisedMs > until - dayMs).length;
  });
  return (
    <Stack gap={0} align="flex-end">
      <Spark values={days} label={`Warnings a day, last ${String(sparkDays)} days`} />
      <Text size="xs" c="dimmed">
        last {sparkDays} days, of those shown
      </Text>
    </Stack>
  );
}

function NoWarnings({ state }: { state: string }) {
  if (state !== "new")
    return <Empty title="None in this state">Choose All to see every warning.</Empty>;
  return (
    <Empty
      title="Nothing new concerns you"
      action={
        <Group>
          <Button
            renderRoot={(props) => <Link {...props} to="/reports" search={{}} />}
            variant="default"
          >
            See all reports
          </Button>
          <Button renderRoot={(props) => <Link {...props} to="/settings" />} variant="subtle">
            Say what concerns you
          </Button>
        </Group>
      }
    >
      A warning rises here in the round in which another member&apos;s report is published, if it
      names an observable that you have seen, a product that you use, or a word that you watch.
    </Empty>
  );
}
