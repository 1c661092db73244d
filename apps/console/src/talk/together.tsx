/** What a room publishes together: one proposes a report that is ready, all agree to its bytes, and it leaves. */

import { Badge, Button, Group, NativeSelect, Paper, Stack, Text, Title } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import type { LetterDraft, RoomProposal, RoomView } from "@tocsin/wire/node-api";
import { useState } from "react";

import { useDrafts } from "../api/queries.ts";
import { useAgreement, useProposal, usePublication } from "../api/talk.ts";
import { HoldButton } from "../parts/hold-button.tsx";
import { Problem } from "../parts/problem.tsx";
import { kindWords } from "../parts/words.ts";
import { Letter } from "./letter.tsx";

export function Together({ room }: { room: RoomView }) {
  const [letter, setLetter] = useState<LetterDraft>();
  const agree = useAgreement(room.id);
  return (
    <Paper withBorder p="md" component="section" aria-label="Published together">
      <Title order={2} size="h5">
        Published together
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        One of you publishes a report when all in the room have agreed to exactly its bytes.
      </Text>
      <Stack gap="sm">
        {room.proposals.map((it) => (
          <Proposal
            key={it.body}
            room={room.id}
            proposal={it}
            pending={agree.isPending}
            agree={() => agree.mutate(it.body, { onSuccess: setLetter })}
          />
        ))}
        <Propose room={room.id} made={setLetter} />
        {agree.error !== null && <Problem error={agree.error} />}
        {letter !== undefined && <Letter letter={letter} done={() => setLetter(undefined)} />}
      </Stack>
    </Paper>
  );
}

function Proposal(props: {
  readonly room: string;
  readonly proposal: RoomProposal;
  readonly pending: boolean;
  readonly agree: () => void;
}) {
  const { proposal: it } = props;
  return (
    <Paper withBorder p="sm" component="article">
      <Group gap="xs">
        <Text size="sm" fw={600}>
          {it.from}
          {it.mine && " (you)"} proposes
        </Text>
        <Badge color={it.byAll ? "teal" : "yellow"} tt="none">
          {it.byAll ? "all agree" : `agreed: ${it.agreed.join(", ") || "nobody yet"}`}
        </Badge>
      </Group>
      {it.text === null ? (
        <Text size="sm">Its pieces are still coming, one a round.</Text>
      ) : (
        <pre className="bytes">{it.text}</pre>
      )}
      {!it.byUs && it.text !== null && (
        <Button size="xs" variant="default" loading={props.pending} onClick={props.agree}>
          Agree to these bytes
        </Button>
      )}
      {it.mine && it.byAll && <Publish room={props.room} body={it.body} />}
    </Paper>
  );
}

/** Drafts whose bytes are final: approved here, and by counsel where that is the rule. */
function useReadyDrafts() {
  const items = useDrafts().data?.items ?? [];
  return items.flatMap(({ id, frame, createdMs, state, outgoingHash }) =>
    state === "approved" && outgoingHash !== null
      ? [{ id, name: `${kindWords[frame.kind]}, begun ${minuteOf(createdMs)}`, outgoingHash }]
      : [],
  );
}

function minuteOf(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 16).replace("T", " ");
}

function Publish({ room, body }: { room: string; body: string }) {
  const publish = usePublication(room);
  const navigate = useNavigate();
  const draft = useReadyDrafts().find((it) => it.outgoingHash === body);
  if (draft === undefined) return <Text size="sm">Published, or its draft was changed.</Text>;
  return (
    <>
      <HoldButton
        loading={publish.isPending}
        onHeld={() =>
          publish.mutate(
            { draft: draft.id, outgoingHash: draft.outgoingHash },
            { onSuccess: ({ id }) => void navigate({ to: "/reports/$id", params: { id } }) },
          )
        }
      >
        Hold to publish
      </HoldButton>
      {publish.error !== null && <Problem error={publish.error} />}
    </>
  );
}

function Propose({ room, made }: { room: string; made: (letter: LetterDraft) => void }) {
  const propose = useProposal(room);
  const drafts = useReadyDrafts();
  const [chosen, setChosen] = useState("");
  if (drafts.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        A draft that you have approved on its Share page can be proposed here.
      </Text>
    );
  }
  return (
    <Group align="flex-end">
      <NativeSelect
        label="Propose a report that is ready"
        data={[
          { value: "", label: "choose" },
          ...drafts.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={chosen}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <Button
        variant="default"
        disabled={chosen === ""}
        loading={propose.isPending}
        onClick={() => propose.mutate(chosen, { onSuccess: made })}
      >
        Look at it
      </Button>
      {propose.error !== null && <Problem error={propose.error} />}
    </Group>
  );
}
