/** Rooms: offers from those who saw the same, and conversations in which nobody has a name. */

import { Badge, Button, Group, Paper, Stack, Table, Text, Title } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import type { LetterDraft, OfferView, RoomSummary } from "@tocsin/wire/node-api";
import { useState } from "react";

import { useStatus } from "../api/queries.ts";
import { useAcceptLetter, useDecline, useInbox, useOffers, useRooms } from "../api/talk.ts";
import { Empty } from "../parts/empty.tsx";
import { Moment } from "../parts/moment.tsx";
import { Observable } from "../parts/observable.tsx";
import { Loaded, Page } from "../parts/page.tsx";
import { Problem } from "../parts/problem.tsx";
import { spaced } from "../parts/words.ts";
import { GivesForm } from "../talk/gives-form.tsx";
import { Letter } from "../talk/letter.tsx";

export function RoomsScreen() {
  return (
    <Page
      title="Rooms"
      about="Companies that saw the same speak here without names. Each has a name of its own in each room; messages look alike to everyone else."
    >
      <Unread />
      <Offers />
      <Loaded from={useRooms()}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty
              title="No room yet"
              action={
                <Button
                  variant="default"
                  renderRoot={(props) => <Link {...props} to="/check" search={{}} />}
                >
                  Ask whether others saw the same
                </Button>
              }
            >
              A room opens when somebody saw the same as you and both agree to talk. Until then
              neither learns who the other is, and afterwards only what each chooses to say.
            </Empty>
          ) : (
            <RoomTable rooms={items} />
          )
        }
      </Loaded>
    </Page>
  );
}

function Unread() {
  const asked = useInbox();
  const nowMs = useStatus().data?.nowMs ?? 0;
  const unread = asked.data?.items.filter((it) => it.unread) ?? [];
  if (unread.length === 0) return null;
  return (
    <Paper withBorder p="md" component="section" aria-label="Not read yet">
      <Title order={2} size="h5" mb="xs">
        Not read yet
      </Title>
      <Table className="stack">
        <Table.Tbody>
          {unread.map((it) => (
            <Table.Tr key={it.id}>
              <Table.Td>
                {it.kind === "question" || it.kind === "answer" ? (
                  <Link to="/reports/$id" params={{ id: it.ref }}>
                    {it.kind}
                  </Link>
                ) : (
                  <Link to="/rooms/$id" params={{ id: it.ref }}>
                    {it.kind}
                  </Link>
                )}
              </Table.Td>
              <Table.Td style={{ overflowWrap: "anywhere" }}>{it.says}</Table.Td>
              <Table.Td>
                <Moment timeMs={it.atMs} nowMs={nowMs} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

function Offers() {
  const asked = useOffers();
  const items = asked.data?.items.filter(isLive) ?? [];
  if (items.length === 0) return null;
  return (
    <Stack>
      {items.map((it) => (
        <Offer key={it.id} offer={it} />
      ))}
    </Stack>
  );
}

function isLive({ state }: OfferView): boolean {
  return state === "offered" || state === "invited" || state === "joining";
}

function Offer({ offer: it }: { offer: OfferView }) {
  const [opening, setOpening] = useState(false);
  const [letter, setLetter] = useState<LetterDraft>();
  const accept = useAcceptLetter(it.id);
  const decline = useDecline(it.id);
  const nowMs = useStatus().data?.nowMs ?? 0;
  const error = accept.error ?? decline.error;
  const close = () => {
    setLetter(undefined);
    setOpening(false);
  };
  return (
    <Paper withBorder p="md" component="article" aria-label="Offer">
      <Group justify="space-between">
        <Group gap="xs">
          <Badge>{offerTitle(it)}</Badge>
          <Badge variant="outline">{spaced(it.state)}</Badge>
          {it.value !== null && <Observable value={it.value.value} type={it.value.type} />}
        </Group>
        <Text size="sm">
          void <Moment timeMs={it.untilMs} nowMs={nowMs} />
        </Text>
      </Group>
      <Text size="sm" c="dimmed" mt={4}>
        {offerAbout(it)}
      </Text>
      {!it.mine && it.state === "invited" && letter === undefined && (
        <Group mt="sm">
          <Button size="xs" onClick={() => setOpening(!opening)}>
            Accept
          </Button>
          <Button
            size="xs"
            variant="default"
            loading={decline.isPending}
            onClick={() => decline.mutate(false)}
          >
            Stay silent
          </Button>
          {it.renews === null && (
            <Button
              size="xs"
              variant="subtle"
              loading={decline.isPending}
              onClick={() => decline.mutate(true)}
            >
              Decline and say so
            </Button>
          )}
        </Group>
      )}
      {opening && letter === undefined && (
        <GivesForm
          label="Look at the answer"
          pending={accept.isPending}
          submit={(gives) => accept.mutate(gives, { onSuccess: setLetter })}
        />
      )}
      {letter !== undefined && <Letter letter={letter} done={close} />}
      {error !== null && <Problem error={error} />}
    </Paper>
  );
}

function offerTitle({ mine, renews }: OfferView): string {
  if (renews !== null) return mine ? "you would go on" : "a room would go on";
  return mine ? "your offer" : "somebody offers to talk";
}

function offerAbout({ mine, renews, invited }: OfferView): string {
  const silence = "Silence tells no more than that it expires.";
  if (renews !== null) {
    return mine
      ? "It went to all in the room but its host. They come under the names that they have there."
      : `One of a room of yours would go on without its host, with the ${String(invited)} others. You keep your name there. ${silence}`;
  }
  return mine
    ? "It goes to everyone who sealed the same. Nobody learns that it is yours."
    : `Whoever sent it saw the same as you; ${String(invited)} invited. ${silence}`;
}

function RoomTable({ rooms }: { rooms: readonly RoomSummary[] }) {
  const navigate = useNavigate();
  const nowMs = useStatus().data?.nowMs ?? 0;
  return (
    <Table className="stack" verticalSpacing="sm" highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Room</Table.Th>
          <Table.Th>About</Table.Th>
          <Table.Th>Who</Table.Th>
          <Table.Th>Last</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rooms.map((it) => (
          <Table.Tr
            key={it.id}
            className="row"
            onClick={() => void navigate({ to: "/rooms/$id", params: { id: it.id } })}
          >
            <Table.Td>
              <Group gap="xs">
                <Badge variant={it.state === "open" ? "filled" : "outline"}>
                  {spaced(it.state)}
                </Badge>
                {it.unread > 0 && <Badge color="red">{it.unread} new</Badge>}
                <Link to="/rooms/$id" params={{ id: it.id }} style={{ color: "inherit" }}>
                  you are {it.ourName}
                </Link>
              </Group>
            </Table.Td>
            <Table.Td>
              {it.value === null ? (
                "not known here any more"
              ) : (
                <Observable value={it.value.value} type={it.value.type} />
              )}
            </Table.Td>
            <Table.Td>{it.members.map((member) => member.name).join(", ")}</Table.Td>
            <Table.Td>
              <Moment timeMs={it.changedMs} nowMs={nowMs} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
