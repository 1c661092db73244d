/** Review: the original beside what could leave; every part is decided on by a person. */

import { Badge, Grid, Group, Paper, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { crowdCounts, type Draft } from "@tocsin/wire/desk";
import { type ComponentProps, useCallback, useState } from "react";

import { useDraft, useDraftChange } from "../api/queries.ts";
import { Loaded, Page } from "../parts/page.tsx";
import { Problem } from "../parts/problem.tsx";
import { Approve } from "../review/approve.tsx";
import { Crowd } from "../review/crowd.tsx";
import { DraftName } from "../review/draft-name.tsx";
import { FrameForm } from "../review/frame-form.tsx";
import { useGoToMissing } from "../review/go-to-missing.ts";
import { ItemList } from "../review/item-list.tsx";
import { sectionIds } from "../review/missing.ts";
import { Outgoing } from "../review/outgoing.tsx";
import { ProseRisk } from "../review/prose-risk.tsx";
import { Removals } from "../review/removals.tsx";
import { SourceView } from "../review/source-view.tsx";
import { Suggestions } from "../review/suggestions.tsx";

const route = getRouteApi("/drafts/$id");

export function ReviewScreen() {
  const { id } = route.useParams();
  const asked = useDraft(id);
  const [chosen, choose] = useState<string>();
  return (
    <Page
      title="Review"
      about="Left: your text, which never leaves. Right: what could. Only what you decide to send does."
      action={asked.data !== undefined && <Approve draft={asked.data} choose={choose} />}
    >
      <Loaded from={asked}>
        {(draft) => <Desk draft={draft} chosen={chosen} choose={choose} />}
      </Loaded>
    </Page>
  );
}

function Desk({
  draft,
  chosen,
  choose,
}: {
  draft: Draft;
  chosen: string | undefined;
  choose: (item: string) => void;
}) {
  const change = useDraftChange(draft.id);
  const { mutate } = change;
  // One function for good, so that a key does not draw every row anew.
  const changeItems = useCallback<ComponentProps<typeof ItemList>["change"]>(
    (it) => mutate({ ...it }),
    [mutate],
  );
  const goTo = useGoToMissing(draft, choose);
  const isFew = draft.crowd !== null && draft.crowd < crowdCounts.warnedBelow;
  const held = draft.findings.filter((it) => it.needsReview).length;
  return (
    <>
      {change.error !== null && (
        <div className="in-sight">
          <Problem error={change.error} />
        </div>
      )}
      <Suggestions draft={draft} take={() => change.mutate({ acceptSuggestions: true })} />
      <div id={sectionIds.fields}>
        <FrameForm draft={draft} change={(frame) => change.mutate({ frame })} />
      </div>
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
            <Removals draft={draft} chosen={chosen} choose={choose} />
          </Paper>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }} id={sectionIds.parts}>
          <ItemList
            draft={draft}
            chosen={chosen}
            choose={choose}
            change={changeItems}
            isChanging={change.isPending}
          />
        </Grid.Col>
      </Grid>
      <div id={sectionIds.prose}>
        <ProseRisk draft={draft} accept={() => change.mutate({ acceptProseRisk: true })} />
      </div>
      {isFew && (
        <div id={sectionIds.crowd}>
          <Crowd draft={draft} />
        </div>
      )}
      <div id={sectionIds.outgoing}>
        <Outgoing draft={draft} goTo={goTo} />
      </div>
    </>
  );
}
