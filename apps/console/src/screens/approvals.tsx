/** Counsel's queue: what would leave, what was found, and the decision under a passphrase of counsel's own. */

import {
  Accordion,
  Alert,
  Badge,
  Button,
  Group,
  Paper,
  PasswordInput,
  SimpleGrid,
  Stack,
  Table,
  Text,
  Textarea,
  Title,
} from "@mantine/core";
import type { Draft } from "@tocsin/wire/desk";
import type { StandingView } from "@tocsin/wire/node-api";
import { useState } from "react";

import {
  useApprovals,
  useCounsel,
  useDraft,
  usePolicy,
  useStandingApprovals,
  useStatus,
} from "../api/queries.ts";
import { Empty } from "../parts/empty.tsx";
import { Moment } from "../parts/moment.tsx";
import { Loaded, Page } from "../parts/page.tsx";
import { Problem } from "../parts/problem.tsx";
import { audienceWords, detailWords, partNames, spaced, speakingWords } from "../parts/words.ts";
import { Crowd } from "../review/crowd.tsx";
import { Outgoing } from "../review/outgoing.tsx";

/** The node refuses shorter passphrases. */
const passphraseCharsMin = 12;

export function ApprovalsScreen() {
  const asked = useApprovals();
  const policy = usePolicy();
  return (
    <Page
      title="Approvals"
      about="Under the policy of two persons nothing leaves before counsel has agreed to the exact bytes."
    >
      <Loaded from={policy}>
        {({ persons }) =>
          persons === 2 ? null : (
            <Alert title="One person decides here">
              To ask for counsel as well: <code>tocsin policy set --persons 2</code>
            </Alert>
          )
        }
      </Loaded>
      <Loaded from={asked}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="Nothing waits">Drafts that an analyst has approved appear here.</Empty>
          ) : (
            <Stack>
              {items.map((it) => (
                <Waiting key={it.id} id={it.id} />
              ))}
            </Stack>
          )
        }
      </Loaded>
      <Standing />
    </Page>
  );
}

function Waiting({ id }: { id: string }) {
  return <Loaded from={useDraft(id)}>{(draft) => <Case draft={draft} />}</Loaded>;
}

function Case({ draft }: { draft: Draft }) {
  const nowMs = useStatus().data?.nowMs ?? 0;
  const { approval } = draft;
  return (
    <Paper withBorder p="md" component="article" aria-label={draft.name}>
      <Stack>
        <Group justify="space-between">
          <Title order={2} size="h5">
            {draft.name}
          </Title>
          {approval.askedMs !== null && <Moment timeMs={approval.askedMs} nowMs={nowMs} />}
        </Group>
        <Terms draft={draft} />
        <Crowd draft={draft} />
        <Differences draft={draft} />
        <Outgoing draft={draft} />
        <Decide draft={draft} />
      </Stack>
    </Paper>
  );
}

/** To whom, as whom and under what: the first two stand outside of the bytes, and are approved with them. */
function Terms({ draft: { terms, regime } }: { draft: Draft }) {
  const outside = terms.recipients?.to.map(spaced).join(", ") ?? "nobody";
  const facts = [
    ["Who reads it", audienceWords(terms.audience)],
    ["Outside of the community", outside],
    ["As a member of", speakingWords(terms.class)],
    ["Marking", `TLP:${terms.tlp.toUpperCase()}, until ${terms.expires}`],
    ["Purposes", terms.purposes.map(spaced).join(", ")],
    ["Legal regime of the day", regime ?? "none in force"],
  ] as const;
  return (
    <SimpleGrid component="dl" cols={{ base: 1, xs: 2, md: 3 }} spacing="xs" m={0}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <Text component="dt" size="sm" c="dimmed">
            {name}
          </Text>
          <Text component="dd" size="sm" m={0}>
            {value}
          </Text>
        </div>
      ))}
    </SimpleGrid>
  );
}

/** What leaves and what was taken out, each with the rule that fired. */
function Differences({ draft }: { draft: Draft }) {
  const sent = draft.items.filter((it) => it.decision === "send");
  const removed = draft.items.filter((it) => it.decision === "remove");
  const word = (it: Draft["items"][number]) =>
    it.value === "" && it.detail !== null ? detailWords(it.detail) : it.value;
  return (
    <Accordion multiple variant="separated">
      <Accordion.Item value="sent">
        <Accordion.Control>
          <Group gap="xs">
            Leaves <Badge variant="light">{sent.length}</Badge>
          </Group>
        </Accordion.Control>
        <Accordion.Panel>
          <Rows
            head={["Part", "Value", "Class", "Why"]}
            rows={sent.map((it) => [
              partNames[it.part],
              word(it),
              it.class ?? "",
              it.reason === null ? it.why : `${it.why} · kept because: ${it.reason}`,
            ])}
          />
        </Accordion.Panel>
      </Accordion.Item>
      <Accordion.Item value="removed">
        <Accordion.Control>
          <Group gap="xs">
            Stays here{" "}
            <Badge variant="light" color="gray">
              {removed.length + draft.findings.length}
            </Badge>
          </Group>
        </Accordion.Control>
        <Accordion.Panel>
          <Rows
            head={["Rule", "Value", "Why"]}
            rows={[
              ...removed.map((it) => [partNames[it.part], word(it), it.why]),
              ...draft.findings.map((it) => [
                spaced(it.kind),
                draft.source.text.slice(it.start, it.end),
                it.why,
              ]),
            ]}
          />
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}

/** Rows shown at once; the whole is in the review record. */
const rowsMax = 200;

function Rows({ head, rows }: { head: readonly string[]; rows: readonly (readonly string[])[] }) {
  return (
    <Table className="stack" layout="fixed">
      {rows.length > rowsMax && (
        <Table.Caption>
          {rowsMax} of {rows.length}; the review record holds all
        </Table.Caption>
      )}
      <Table.Thead>
        <Table.Tr>
          {head.map((it) => (
            <Table.Th key={it}>{it}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.slice(0, rowsMax).map((row, at) => (
          <Table.Tr key={`${String(at)} ${row.join(" ")}`}>
            {row.map((cell, column) => (
              <Table.Td key={head[column]} style={{ overflowWrap: "anywhere" }}>
                {cell}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Decide({ draft }: { draft: Draft }) {
  const [passphrase, setPassphrase] = useState("");
  const [note, setNote] = useState("");
  const approve = useCounsel(draft.id, "approve");
  const giveBack = useCounsel(draft.id, "return");
  const error = approve.error ?? giveBack.error;
  const { outgoingHash } = draft;
  const ready = outgoingHash !== null && passphrase.length >= passphraseCharsMin;
  const said = {
    outgoingHash: outgoingHash ?? "",
    passphrase,
    ...(note.trim() === "" ? {} : { note: note.trim() }),
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) approve.mutate(said);
      }}
    >
      <Group align="flex-end">
        <PasswordInput
          label="Counsel's passphrase"
          description={`At least ${String(passphraseCharsMin)} characters. It opens the key that signs this decision, and is not kept.`}
          style={{ flex: "1 1 240px" }}
          autoComplete="off"
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
        />
        <Textarea
          label="Note to the analyst"
          description="Needed to return it."
          style={{ flex: "2 1 300px" }}
          autosize
          maxLength={200}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </Group>
      <Group mt="sm">
        <Button type="submit" disabled={!ready} loading={approve.isPending}>
          Approve these bytes
        </Button>
        <Button
          variant="default"
          disabled={!ready || note.trim() === ""}
          loading={giveBack.isPending}
          onClick={() => giveBack.mutate(said)}
        >
          Return
        </Button>
      </Group>
      {error !== null && <Problem error={error} />}
    </form>
  );
}

function Standing() {
  const asked = useStandingApprovals();
  const nowMs = useStatus().data?.nowMs ?? 0;
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h5">
        Standing approvals
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        Narrow kinds that counsel has signed for in advance, so that machines can share in real
        time; each use is recorded.
      </Text>
      <Loaded from={asked}>
        {({ items }) =>
          items.length === 0 ? (
            <Text size="sm">
              None. One is made with <code>tocsin standing add --help</code>.
            </Text>
          ) : (
            <Rows
              head={["Source", "Kinds", "Until", "Uses", "Last used"]}
              rows={items.map((it) => standingRow(it, nowMs))}
            />
          )
        }
      </Loaded>
    </Paper>
  );
}

function standingState(
  { until, usesMax }: StandingView["signed"]["approval"]["terms"],
  { nowMs, isRevoked, uses }: { nowMs: number; isRevoked: boolean; uses: number },
): string {
  if (isRevoked) return "revoked";
  if (nowMs > 0 && until < new Date(nowMs).toISOString().slice(0, 10)) return `expired ${until}`;
  return uses >= usesMax ? "used up" : until;
}

function standingRow(
  { signed, revokedMs, uses, lastUsedMs }: StandingView,
  nowMs: number,
): string[] {
  const { terms } = signed.approval;
  const days = lastUsedMs === null ? null : Math.floor((nowMs - lastUsedMs) / 86_400_000);
  return [
    terms.source,
    terms.kinds.map((it) => (it.role === null ? it.type : `${it.type} (${it.role})`)).join(", "),
    standingState(terms, { nowMs, isRevoked: revokedMs !== null, uses }),
    `${String(uses)} of ${String(terms.usesMax)}`,
    days === null ? "never" : days === 0 ? "today" : `${String(days)} days ago`,
  ];
}
