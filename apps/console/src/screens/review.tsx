/** Review: the original beside what could leave; every part is decided on by a person. */

import { Badge, Button, Grid, Group, Paper, Text } from "@mantine/core";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import type { Draft } from "@tocsin/wire/desk";
import { useState } from "react";

import { useApproval, useDraft, useDraftChange } from "../api/queries.ts";
import { Loaded, Page } from "../parts/page.tsx";
import { Problem } from "../parts/problem.tsx";
import { DraftName } from "../review/draft-name.tsx";
import { FrameForm } from "../review/frame-form.tsx";
import { ItemList } from "../review/item-list.tsx";
import { Outgoing } from "../review/outgoing.tsx";
import { ProseRisk } from "../review/prose-risk.tsx";
import { Removals } from "../review/removals.tsx";
import { SourceView } from "../review/source-view.tsx";
import { Suggestions } from "../review/suggestions.tsx";

const route = getRouteApi("/drafts/$id");

export function ReviewScreen() {
  const { id } = route.useParams();
  const asked = useDraft(id);
  return (
    <Page
      title="Review"
      about="Left: your text, which never leaves. Right: what could. Only what you decide to send does."
      action={asked.data !== undefined && <Approve draft={asked.data} />}
    >
      <Loaded from={asked}>{(draft) => <Desk draft={draft} />}</Loaded>
    </Page>
  );
}

function Approve({ draft }: { draft: Draft }) {
  const approval = useApproval(draft.id);
  const navigate = useNavigate();
  const toShare = () => void navigate({ to: "/drafts/$id/share", params: { id: draft.id } });
  const { outgoingHash } = draft;
  if (draft.state === "approved") return <Button onClick={toShare}>Go on to share</Button>;
  return (
    <Button
      disabled={outgoingHash === null || draft.state !== "open"}
      loading={approval.isPending}
      onClick={() => outgoingHash !== null && approval.mutate(outgoingHash, { onSuccess: toShare })}
    >
      Approve these bytes
    </Button>
  );
}

function Desk({ draft }: { draft: Draft }) {
  const [chosen, setChosen] = useState<string>();
  const change = useDraftChange(draft.id);
  const held = draft.findings.filter((it) => it.needsReview).length;
  return (
    <>
      {change.error !== null && <Problem error={change.error} />}
      <Suggestions draft={draft} take={() => change.mutate({ acceptSuggestions: true })} />
      <FrameForm draft={draft} change={(frame) => change.mutate({ frame })} />
      <Grid>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Paper withBorder p="md" className="beside">
            <Group justify="space-between" mb="xs">
              <DraftName name={draft.name} rename={(name) => change.mutate({ name })} />
              <Group gap={6}>
                <Badge variant="light" color="red">
                  {draft.findings.length} {draft.findings.length === 1 ? "removal" : "removals"}
                </Badge>
                {held > 0 && <Badge color="orange">{held} in doubt</Badge>}
              </Group>
            </Group>
            {draft.source.notes.map((note) => (
              <Text key={note} size="sm" c="orange">
                {note}
              </Text>
            ))}
            <SourceView draft={draft} chosen={chosen} />
            <Removals draft={draft} chosen={chosen} choose={setChosen} />
          </Paper>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <ItemList
            draft={draft}
            chosen={chosen}
            choose={setChosen}
            change={(it) => change.mutate({ ...it })}
          />
        </Grid.Col>
      </Grid>
      <ProseRisk draft={draft} accept={() => change.mutate({ acceptProseRisk: true })} />
      <Outgoing draft={draft} />
    </>
  );
}
