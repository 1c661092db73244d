/** Share: to whom, for what, how long; who could have written it; and the hold that queues it. */

import {
  Alert,
  Button,
  Group,
  NativeSelect,
  Paper,
  Stack,
  Text,
  TextInput,
  Title,
  Checkbox,
} from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { type Draft } from "@tocsin/wire/desk";
import { type NodeStatus } from "@tocsin/wire/node-api";
import { purposes, tlps } from "@tocsin/wire/report";

import { useApproval, useDraft, useDraftChange, useShare, useStatus } from "../api/queries.ts";
import { HoldButton } from "../parts/hold-button.tsx";
import { Loaded, Page } from "../parts/page.tsx";
import { Problem } from "../parts/problem.tsx";
import { spaced } from "../parts/words.ts";
import { Outgoing } from "../review/outgoing.tsx";

const route = getRouteApi("/drafts/$id/share");
/** Below this many possible authors the node refuses; below the second it warns. */
const crowdRefused = 5;
const crowdWarned = 10;

export function ShareScreen() {
  const { id } = route.useParams();
  const asked = useDraft(id);
  const status = useStatus();
  return (
    <Page
      title="Share"
      about="Sharing is your free choice. It can be undone until the round begins."
    >
      <Loaded from={status}>
        {(node) => <Loaded from={asked}>{(draft) => <Terms draft={draft} node={node} />}</Loaded>}
      </Loaded>
    </Page>
  );
}

function Terms({ draft, node }: { draft: Draft; node: NodeStatus }) {
  const change = useDraftChange(draft.id);
  const { terms } = draft;
  const audiences = ["members", ...node.classes.map((it) => `class:${it.id}`)];
  return (
    <>
      {change.error !== null && <Problem error={change.error} />}
      <Paper withBorder p="md">
        <Stack>
          <Group align="flex-start" grow preventGrowOverflow={false}>
            <NativeSelect
              label="Who reads it"
              value={terms.audience}
              data={audiences.map((it) => ({
                value: it,
                label: it === "members" ? "all members" : `members of ${it.slice("class:".length)}`,
              }))}
              onChange={(event) =>
                change.mutate({ terms: { audience: event.currentTarget.value } })
              }
            />
            <NativeSelect
              label="TLP"
              value={terms.tlp}
              data={tlps.map((it) => ({ value: it, label: `TLP:${it.toUpperCase()}` }))}
              onChange={(event) => change.mutate({ terms: { tlp: event.currentTarget.value } })}
            />
            <TextInput
              type="date"
              label="Last day to act on it"
              defaultValue={terms.expires}
              onBlur={(event) => change.mutate({ terms: { expires: event.currentTarget.value } })}
            />
          </Group>
          <Checkbox.Group
            label="Purposes"
            description="Those that the law names. Government receives nothing unless you give it."
            value={[...terms.purposes]}
            onChange={(value) => change.mutate({ terms: { purposes: value } })}
          >
            <Group mt="xs">
              {purposes.map((it) => (
                <Checkbox key={it} value={it} label={spaced(it)} />
              ))}
            </Group>
          </Checkbox.Group>
        </Stack>
      </Paper>
      <Crowd crowd={draft.crowd} />
      <Outgoing draft={draft} />
      <Send draft={draft} node={node} />
    </>
  );
}

function Crowd({ crowd }: { crowd: number | null }) {
  const few = crowd === null || crowd < crowdWarned;
  return (
    <Alert color={few ? "orange" : "teal"} icon={<IconUsers />} title={crowdTitle(crowd)}>
      {few
        ? "With so few, the content itself may tell who wrote it. Choose a wider class or say less."
        : "All of them hold tokens of the same key; none of them can be told from you by it."}
    </Alert>
  );
}

function crowdTitle(crowd: number | null): string {
  if (crowd === null) return "How many members could have written this is not known yet";
  if (crowd < crowdRefused)
    return `Only ${String(crowd)} members could have written this: too few to share`;
  return `${String(crowd)} members could have written this`;
}

function Send({ draft, node }: { draft: Draft; node: NodeStatus }) {
  const share = useShare(draft.id);
  const approval = useApproval(draft.id);
  const navigate = useNavigate();
  const { outgoingHash } = draft;
  const seconds = Math.round(node.round.lengthMs / 1000);
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h5" mb="xs">
        It leaves with the next round
      </Title>
      <Text size="sm" mb="sm">
        Rounds take {seconds} seconds. Your node sends one sealed capsule in each of them anyway;
        this time it carries your report. Until then you can undo.
      </Text>
      {(share.error ?? approval.error) !== null && (
        <Problem error={share.error ?? approval.error ?? new Error("")} />
      )}
      <Group mt="sm">
        {draft.state !== "approved" && outgoingHash !== null && (
          <Button
            variant="default"
            loading={approval.isPending}
            onClick={() => approval.mutate(outgoingHash)}
          >
            Approve these bytes
          </Button>
        )}
        <HoldButton
          disabled={draft.state !== "approved" || outgoingHash === null}
          loading={share.isPending}
          onHeld={() =>
            outgoingHash !== null &&
            share.mutate(outgoingHash, {
              onSuccess: (report) =>
                void navigate({ to: "/reports/$id", params: { id: report.id } }),
            })
          }
        >
          Hold to share
        </HoldButton>
        <Button
          variant="subtle"
          renderRoot={(props) => <Link {...props} to="/drafts/$id" params={{ id: draft.id }} />}
        >
          Back to review
        </Button>
      </Group>
    </Paper>
  );
}
