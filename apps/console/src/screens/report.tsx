/** One report: what it says, where it stands in the ledger, and what its author can still do. */

import { Alert, Badge, Button, Group, Paper, Table, Title } from "@mantine/core";
import { IconDownload, IconPrinter } from "@tabler/icons-react";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import type { ReportView } from "@tocsin/wire/desk";

import {
  evidencePagePath,
  fetchEvidence,
  fetchReceipt,
  useAmend,
  useReport,
  useReportVerb,
  useStatus,
} from "../api/queries.ts";
import { Deliveries } from "../parts/deliveries.tsx";
import { HoldButton } from "../parts/hold-button.tsx";
import { Moment } from "../parts/moment.tsx";
import { Loaded, Page } from "../parts/page.tsx";
import { Problem } from "../parts/problem.tsx";
import { ReportBody } from "../parts/report-body.tsx";
import { deliveryWords } from "../parts/words.ts";
import { Questions, Standing } from "../talk/questions.tsx";

const route = getRouteApi("/reports/$id");

export function ReportScreen() {
  const { id } = route.useParams();
  const asked = useReport(id);
  return (
    <Page title="Report">
      <Loaded from={asked}>
        {(report) => (
          <>
            {report.mine && <Mine report={report} />}
            <Standing report={report.id} mine={report.mine} />
            <ReportBody report={report} />
            <Questions report={report.id} mine={report.mine} />
            <Deliveries report={report.id} />
            <Place report={report} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Mine({ report }: { report: ReportView }) {
  const navigate = useNavigate();
  const undo = useReportVerb(report.id, "undo");
  const withdraw = useReportVerb(report.id, "withdraw");
  const amend = useAmend(report.id);
  const waits = report.delivery?.state === "waiting";
  const published = report.publishedMs !== null && !report.withdrawn;
  const error = undo.error ?? withdraw.error ?? amend.error;
  return (
    <Alert title="You wrote this" variant="light">
      {report.delivery !== null && (
        <Group gap="xs" mb="sm">
          <Badge role="status" color={report.delivery.state === "published" ? "teal" : "yellow"}>
            {deliveryWords[report.delivery.state]}
          </Badge>
          {report.delivery.round !== null && <span>round {report.delivery.round}</span>}
          {report.delivery.parts > 1 && (
            <span>
              {report.delivery.partsSent} of {report.delivery.parts} capsules sent, one a round
            </span>
          )}
        </Group>
      )}
      <Group gap="xs">
        {waits && (
          <Button
            variant="default"
            loading={undo.isPending}
            onClick={() =>
              undo.mutate(undefined, { onSuccess: () => void navigate({ to: "/new" }) })
            }
          >
            Undo: it has not left
          </Button>
        )}
        {published && (
          <>
            <Button
              variant="default"
              loading={amend.isPending}
              onClick={() =>
                amend.mutate(undefined, {
                  onSuccess: (it) => void navigate({ to: "/drafts/$id", params: { id: it.id } }),
                })
              }
            >
              Amend
            </Button>
            <Button
              variant="default"
              leftSection={<IconDownload size={16} />}
              onClick={() => void saveAs("receipt", report.id, fetchReceipt)}
            >
              Receipt
            </Button>
            <HoldButton
              color="red"
              variant="outline"
              loading={withdraw.isPending}
              onHeld={() => withdraw.mutate(undefined)}
            >
              Hold to withdraw
            </HoldButton>
          </>
        )}
        {report.publishedMs !== null && <ReviewRecord report={report.id} />}
      </Group>
      {error !== null && <Problem error={error} />}
    </Alert>
  );
}

/** For counsel, of a withdrawn report as well. */
function ReviewRecord({ report }: { report: string }) {
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconDownload size={16} />}
        onClick={() => void saveAs("review-record", report, fetchEvidence)}
      >
        Review record
      </Button>
      <Button
        variant="default"
        leftSection={<IconPrinter size={16} />}
        renderRoot={(props) => (
          <a {...props} href={evidencePagePath(report)} target="_blank" rel="noopener noreferrer" />
        )}
      >
        Review record, to print
      </Button>
    </>
  );
}

/** Saves as a file what proves who wrote the report and how it was reviewed: it stays with the company. */
async function saveAs(
  what: string,
  id: string,
  fetchIt: (id: string) => Promise<object>,
): Promise<void> {
  const bytes = JSON.stringify(await fetchIt(id));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type: "application/json" }));
  link.download = `${what}-${id.slice(0, 8)}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}

function Place({ report }: { report: ReportView }) {
  const nowMs = useStatus().data?.nowMs ?? 0;
  const { envelope } = report;
  const rows: [string, string][] = [
    ["Written by", `a vetted member of ${envelope.class}`],
    ["Readable by", envelope.audience],
    ["Change", envelope.seq === 0 ? "none" : `${String(envelope.seq)}, by the same key`],
    ["Ledger position", report.index === null ? "not yet" : String(report.index)],
    ["Round", report.round === null ? "not yet" : String(report.round)],
    ["Id", report.id],
  ];
  return (
    <Paper withBorder p="md">
      <Group justify="space-between">
        <Title order={2} size="h5">
          Where it stands
        </Title>
        {report.publishedMs !== null && <Moment timeMs={report.publishedMs} nowMs={nowMs} />}
      </Group>
      <Table layout="fixed">
        <Table.Tbody>
          {rows.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th w={160}>{name}</Table.Th>
              <Table.Td style={{ overflowWrap: "anywhere" }}>{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}
