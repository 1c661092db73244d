/** What people say of two reports: this company's own word, what it told members, what members say, and the history. */

import { Button, Group, Table, Text } from "@mantine/core";
import type { Campaign } from "@tocsin/wire/node-api";

import { useTellCorrection, useUndoCorrection } from "../api/campaigns.ts";
import { useStatus } from "../api/queries.ts";
import { HoldButton } from "../parts/hold-button.tsx";
import { Moment } from "../parts/moment.tsx";
import { Problem } from "../parts/problem.tsx";
import { Together } from "./links.tsx";
import { reportNames } from "./report-names.ts";

type Correction = Campaign["corrections"][number];

export function Corrections({ campaign: it }: { campaign: Campaign }) {
  const nowMs = useStatus().data?.nowMs ?? 0;
  const nameOf = reportNames(it);
  return (
    <>
      <Together campaign={it} />
      {it.corrections.length > 0 && <Own campaign={it} nowMs={nowMs} />}
      {it.votes.length > 0 && <Members campaign={it} nowMs={nowMs} />}
      <Table className="stack" mt="sm" aria-label="History">
        <Table.Tbody>
          {it.history.map((row, at) => (
            <Table.Tr key={`${String(row.atMs)} ${String(at)}`}>
              <Table.Td>
                {historyWords[row.kind]}: {row.reports.map(nameOf).join(", ")}
              </Table.Td>
              <Table.Td>
                <Moment timeMs={row.atMs} nowMs={nowMs} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}

/** A correction stays here until a person tells members; both can be undone. */
function Own({ campaign: it, nowMs }: { campaign: Campaign; nowMs: number }) {
  const undo = useUndoCorrection(it.id);
  const tell = useTellCorrection(it.id);
  const nameOf = reportNames(it);
  const error = undo.error ?? tell.error;
  return (
    <>
      {error !== null && <Problem error={error} />}
      <Table className="stack" mt="sm" aria-label="Your corrections">
        <Table.Tbody>
          {it.corrections.map((row) => (
            <Table.Tr key={row.id}>
              <Table.Td>
                You said: {nameOf(row.a)} and {nameOf(row.b)} {saysWords[row.says]}
                <Text size="sm" c="dimmed">
                  {toldWords[row.told]}
                </Text>
              </Table.Td>
              <Table.Td>
                <Moment timeMs={row.atMs} nowMs={nowMs} />
              </Table.Td>
              <Table.Td>
                <Group gap={4}>
                  {row.told === "no" && (
                    <HoldButton
                      size="compact-sm"
                      variant="default"
                      loading={tell.isPending}
                      onHeld={() => tell.mutate(row.id)}
                    >
                      Hold to tell members
                    </HoldButton>
                  )}
                  <Button
                    size="compact-sm"
                    variant="default"
                    loading={undo.isPending}
                    onClick={() => undo.mutate(row.id)}
                  >
                    Undo
                  </Button>
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}

function Members({ campaign: it, nowMs }: { campaign: Campaign; nowMs: number }) {
  const nameOf = reportNames(it);
  return (
    <Table className="stack" mt="sm" aria-label="What members say">
      <Table.Tbody>
        {it.votes.map((row) => (
          <Table.Tr key={`${row.a} ${row.b}`}>
            <Table.Td>
              Members on {nameOf(row.a)} and {nameOf(row.b)}:{" "}
              {row.counts
                .map((of) => `${String(of.votes)}+ of ${of.class} say they ${saysWords[of.says]}`)
                .join("; ")}
              <Text size="sm" c="dimmed">
                weighs {row.weight.toFixed(1)}; of one class two votes count, and one member has
                several
              </Text>
            </Table.Td>
            <Table.Td>
              <Moment timeMs={row.atMs} nowMs={nowMs} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

const saysWords: Record<Correction["says"], string> = {
  together: "belong together",
  apart: "do not belong together",
};

const toldWords: Record<Correction["told"], string> = {
  no: "Stays on this machine. Told, it is one vote of your smallest class, without your name.",
  waiting: "Leaves as a vote with one of the next rounds.",
  told: "Told to members as a vote. Undoing takes it back from them, too.",
};

const historyWords: Record<Campaign["history"][number]["kind"], string> = {
  start: "Began with",
  join: "Joined by",
  merge: "Took in another campaign, over",
  split: "Lost",
  votes: "Members said something else of",
  corrected: "You said something else of",
};
