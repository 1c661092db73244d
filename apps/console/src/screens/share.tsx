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
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import type { Draft } from "@tocsin/wire/desk";
import type { NodeStatus } from "@tocsin/wire/node-api";
import { purposes, tlps } from "@tocsin/wire/report";

import { useApproval, useDraft, useDraftChange, useShare, useStatus } from "../api/queries.ts";
import { HoldButton } from "../parts/hold-button.tsx";
import { Loaded, Page } from "../parts/page.tsx";
import { Problem } from "../parts/problem.tsx";
import { audienceWords, spaced, speakingWords } from "../parts/words.ts";
import { Crowd } from "../review/crowd.tsx";
import { Outgoing } from "../review/outgoing.tsx";
import { Recipients } from "../review/recipients.tsx";

const route = getRouteApi("/drafts/$id/share");

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
          <Title order={2} size="h5" style={{ overflowWrap: "anywhere" }}>
            {draft.name}
          </Title>
          <Group align="flex-start" grow preventGrowOverflow={false}>
            <NativeSelect
              label="Who reads it"
              value={terms.audience}
              data={audiences.map((it) => ({
                value: it,
                label: audienceWords(it),
              }))}
              onChange={(event) =>
                change.mutate({ terms: { audience: event.currentTarget.value } })
              }
            />
            <NativeSelect
              label="As a member of"
              value={terms.class ?? ""}
              data={[
                { value: "", label: speakingWords(null) },
                ...node.classes.map((it) => ({ value: it.id, label: it.id })),
              ]}
              onChange={(event) =>
                change.mutate({
                  terms: {
                    class: event.currentTarget.value === "" ? null : event.currentTarget.value,
                  },
                })
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
            description="Those that the law names."
            value={[...terms.purposes]}
            onChange={(value) => change.mutate({ terms: { purposes: value } })}
          >
            <Group mt="xs">
              {purposes.map((it) => (
                <Checkbox key={it} value={it} label={spaced(it)} />
              ))}
            </Group>
          </Checkbox.Group>
          <Recipients
            terms={terms}
            change={(recipients) => change.mutate({ terms: { recipients } })}
          />
        </Stack>
      </Paper>
      <Crowd draft={draft} />
      <Approval draft={draft} />
      <Outgoing draft={draft} />
      <Send draft={draft} node={node} />
    </>
  );
}

/** What keeps it from being shared; undefined where nothing does. */
function whyNotYet({ state, approval, outgoingHash, blockers }: Draft): string | undefined {
  if (outgoingHash === null) return `Not yet: ${blockers[0]?.why ?? "nothing can leave."}`;
  if (state !== "approved") return "Not yet: approve these bytes first.";
  if (approval.state === "approved" || approval.state === "not-needed") return undefined;
  return "Not yet: it waits for counsel, in Approvals.";
}

/** Where the second person stands, and the law of the day that the share is stamped with. */
function Approval({ draft }: { draft: Draft }) {
  const { approval, regime } = draft;
  const words = {
    "not-needed":
      approval.standing === null
        ? "One person decides here."
        : "Covered by a standing approval that counsel signed.",
    "not-asked": "Counsel must agree too: approving these bytes asks for it.",
    waiting: "Waits for counsel, in Approvals.",
    approved: "Counsel has approved exactly these bytes.",
    returned: `Counsel returned it${approval.note === null ? "." : `: ${approval.note}`}`,
  };
  return (
    <Alert
      color={approval.state === "returned" ? "orange" : "blue"}
      title="Who agrees, under which law"
    >
      <Text size="sm">{words[approval.state]}</Text>
      <Text size="sm">
        {regime === null
          ? "No legal regime of your table is in force today; the share says so."
          : `Legal regime in force today: ${regime}.`}
      </Text>
    </Alert>
  );
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
          whyNot={whyNotYet(draft)}
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
