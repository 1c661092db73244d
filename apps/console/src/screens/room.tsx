/** One room: who is in it by the names of this room, what was said, and what we say. */

import { Badge, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { RoomMessage, RoomView } from "@tocsin/wire/node-api";
import { useEffect } from "react";

import { useStatus } from "../api/queries.ts";
import { useLeave, useRead, useRemovalFromRoom, useRoom } from "../api/talk.ts";
import { Moment } from "../parts/moment.tsx";
import { Observable } from "../parts/observable.tsx";
import { Loaded, Page } from "../parts/page.tsx";
import { Problem } from "../parts/problem.tsx";
import { spaced } from "../parts/words.ts";
import { Composer } from "../talk/composer.tsx";
import { Given } from "../talk/gives.tsx";
import { Invite } from "../talk/invite.tsx";
import { Renew } from "../talk/renew.tsx";
import { RoomFile } from "../talk/room-file.tsx";
import { Together } from "../talk/together.tsx";

const route = getRouteApi("/rooms/$id");

export function RoomScreen() {
  const { id } = route.useParams();
  const leave = useLeave(id);
  return (
    <Page
      title="Room"
      about="Only those in it can read it. To everyone else its messages are like all others."
      action={
        <Button
          variant="subtle"
          color="red"
          loading={leave.isPending}
          onClick={() => leave.mutate(undefined)}
        >
          Leave the room
        </Button>
      }
    >
      {leave.error !== null && <Problem error={leave.error} />}
      <Loaded from={useRoom(id)}>{(room) => <Conversation room={room} />}</Loaded>
    </Page>
  );
}

function Conversation({ room }: { room: RoomView }) {
  const { mutate: read } = useRead();
  const { id, unread } = room;
  const removal = useRemovalFromRoom(id);
  useEffect(() => {
    if (unread > 0) read(id);
  }, [id, unread, read]);
  return (
    <>
      <Group gap="xs">
        <Badge>{spaced(room.state)}</Badge>
        {room.value !== null && <Observable value={room.value.value} type={room.value.type} />}
      </Group>
      <Paper withBorder p="md" component="section" aria-label="Who is here">
        <Title order={2} size="h5" mb="xs">
          Who is here
        </Title>
        {room.members.map((it) => (
          <Group key={it.name} gap="xs">
            <Text fw={600} td={it.left ? "line-through" : undefined}>
              {it.name}
              {it.mine && " (you)"}
            </Text>
            {it.gives !== null && <Given gives={it.gives} />}
            {room.host && !it.mine && !it.left && (
              <Button
                size="compact-sm"
                variant="subtle"
                color="red"
                loading={removal.isPending}
                onClick={() => removal.mutate(it.name)}
              >
                Put out
              </Button>
            )}
          </Group>
        ))}
        {removal.error !== null && <Problem error={removal.error} />}
        {room.host && room.state === "open" && <Invite room={room.id} />}
        {canRenew(room) && <Renew room={room.id} />}
      </Paper>
      <Stack gap="xs" component="section" aria-label="What was said">
        {room.messages.length === 0 && <Text c="dimmed">Nothing has been said yet.</Text>}
        {room.messages.map((it) => (
          <Message key={it.id} message={it} />
        ))}
      </Stack>
      {room.state === "open" && <Composer room={room.id} />}
      {room.state === "open" && <Together room={room} />}
    </>
  );
}

/** The host is there to let others in; where nobody else is left, there is nobody to go on with. */
function canRenew({ host, state, members }: RoomView): boolean {
  return !host && state === "open" && members.filter(({ left }) => !left).length > 2;
}

function Message({ message: it }: { message: RoomMessage }) {
  const nowMs = useStatus().data?.nowMs ?? 0;
  return (
    <Paper withBorder p="sm" ml={it.mine ? "xl" : 0} mr={it.mine ? 0 : "xl"} component="article">
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={600}>
          {it.from}
          {it.mine && " (you)"}
        </Text>
        <Group gap="xs">
          {it.mine && it.delivery !== "published" && (
            <Badge variant="light" color={it.delivery === "lost" ? "red" : "yellow"}>
              {it.delivery === "waiting" ? "leaves with a coming round" : it.delivery}
            </Badge>
          )}
          <Moment timeMs={it.atMs} nowMs={nowMs} />
        </Group>
      </Group>
      <Said message={it} />
    </Paper>
  );
}

function Said({ message: it }: { message: RoomMessage }) {
  const { says } = it;
  switch (says.of) {
    case "note":
      return <Text style={{ overflowWrap: "anywhere" }}>{says.text}</Text>;
    case "join":
    case "gives":
      return (
        <>
          <Text size="sm" c="dimmed">
            {says.of === "join" ? "came in, and opens" : "opens"}
          </Text>
          <Given gives={says.gives} />
        </>
      );
    case "file":
      return <RoomFile file={says.file} />;
    case "agree":
      return (
        <Text size="sm" c="dimmed">
          agrees to a report that is proposed below
        </Text>
      );
    case "renew":
      return (
        <Text size="sm" c="dimmed">
          would go on in a new room, without the host:{" "}
          <Link to="/rooms">{it.mine ? "your offer" : "accept it among the offers"}</Link>
        </Text>
      );
    case "leave":
      return (
        <Text size="sm" c="dimmed">
          left
        </Text>
      );
  }
}
