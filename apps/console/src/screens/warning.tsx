/** One warning: why it concerns us first, then what was reported, then what we do with it. */

import { Badge, Button, Group, Paper, Table, Title } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { Warning } from "@tocsin/wire/node-api";

import { useStatus, useWarning, useWarningChange } from "../api/queries.ts";
import { NotRelevant } from "../parts/not-relevant.tsx";
import { LinkReasons } from "../campaign/links.tsx";
import { Moment } from "../parts/moment.tsx";
import { Loaded, Page } from "../parts/page.tsx";
import { Problem } from "../parts/problem.tsx";
import { Reasons } from "../parts/reasons.tsx";
import { ConcernTable } from "../integrations/concerns.tsx";
import { ReportBody } from "../parts/report-body.tsx";
import { spaced, urgencyColors } from "../parts/words.ts";

const route = getRouteApi("/warnings/$id");
const dayMs = 86_400_000;

export function WarningScreen() {
  const { id } = route.useParams();
  const asked = useWarning(id);
  const change = useWarningChange();
  const nowMs = useStatus().data?.nowMs ?? 0;
  return (
    <Page
      title="Warning"
      about="Matched on this machine. Nobody is told that you were warned or that you read this."
      action={
        <Group gap="xs">
          <Button
            onClick={() => change.mutate({ id, state: "acknowledged" })}
            loading={change.isPending}
          >
            Acknowledge
          </Button>
          <Button
            variant="default"
            onClick={() => change.mutate({ id, state: "snoozed", snoozeMs: dayMs })}
          >
            Snooze a day
          </Button>
          {asked.data !== undefined && (
            <NotRelevant
              reasons={asked.data.reasons}
              pending={change.isPending}
              say={(because) =>
                change.mutate({
                  id,
                  state: "not-relevant",
                  ...(because.length === 0 ? {} : { because }),
                })
              }
            />
          )}
        </Group>
      }
    >
      {change.error !== null && <Problem error={change.error} />}
      <Loaded from={asked}>
        {(it) => (
          <>
            <Group gap="xs">
              <Badge color={urgencyColors[it.urgency]}>{it.urgency}</Badge>
              <Badge variant="outline">{spaced(it.state)}</Badge>
              <Moment timeMs={it.raisedMs} nowMs={nowMs} />
            </Group>
            <Paper withBorder p="md">
              <Title order={2} size="h4" mb="xs">
                Why you
              </Title>
              <Reasons reasons={it.reasons} />
              {it.link !== null && (
                <>
                  <Title order={3} size="h6" mt="md" mb="xs">
                    Why it is taken for the same adversary&apos;s
                  </Title>
                  <LinkReasons link={it.link} />
                </>
              )}
            </Paper>
            {it.updates.length > 0 && <Updates updates={it.updates} nowMs={nowMs} />}
            {it.report === null ? (
              <>
                <Title order={2} size="h4">
                  What feeds say
                </Title>
                <ConcernTable concerns={it.concerns} />
              </>
            ) : (
              <Reported report={it.report} />
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** Other reports that concern us because of the same campaign alone. */
function Updates({ updates, nowMs }: { updates: Warning["updates"]; nowMs: number }) {
  return (
    <Paper withBorder p="md" component="section" aria-label="More of this campaign">
      <Title order={2} size="h4" mb="xs">
        More of this campaign
      </Title>
      <Table>
        <Table.Tbody>
          {updates.map((it) => (
            <Table.Tr key={it.report}>
              <Table.Td>
                <Link to="/reports/$id" params={{ id: it.report }}>
                  Report {it.report.slice(0, 6)}
                </Link>
              </Table.Td>
              <Table.Td>{it.strength === "strong" ? "tied to what is ours" : "weak tie"}</Table.Td>
              <Table.Td>
                <Moment timeMs={it.raisedMs} nowMs={nowMs} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

function Reported({ report }: { report: NonNullable<Warning["report"]> }) {
  return (
    <>
      <Title order={2} size="h4">
        What was reported
      </Title>
      <ReportBody report={report} />
      <Button
        w="fit-content"
        variant="subtle"
        renderRoot={(props) => <Link {...props} to="/reports/$id" params={{ id: report.id }} />}
      >
        The report and its proof
      </Button>
    </>
  );
}
