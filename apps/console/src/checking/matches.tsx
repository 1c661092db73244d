/** What we saw and others saw too: nobody knows who, until both agree to talk. */

import { Badge, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import type { MatchView, LetterDraft } from "@tocsin/wire/node-api";
import { useState } from "react";

import { useMatches, useTakeBack } from "../api/checks.ts";
import { useStatus } from "../api/queries.ts";
import { useOfferLetter } from "../api/talk.ts";
import { Moment } from "../parts/moment.tsx";
import { Observable } from "../parts/observable.tsx";
import { Problem } from "../parts/problem.tsx";
import { confirmedWords, spaced, submissionWords } from "../parts/words.ts";
import { GivesForm } from "../talk/gives-form.tsx";
import { Letter } from "../talk/letter.tsx";

export function Matches() {
  const items = useMatches().data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Stack component="section" aria-label="Seen by you and by others">
      <Title order={2} size="h4">
        Seen by you and by others
      </Title>
      {items.map((it) => (
        <Match key={it.id} match={it} />
      ))}
    </Stack>
  );
}

function Match({ match: it }: { match: MatchView }) {
  const [offering, setOffering] = useState(false);
  const [letter, setLetter] = useState<LetterDraft>();
  const offer = useOfferLetter();
  const takeBack = useTakeBack(it.id);
  const error = offer.error ?? takeBack.error;
  const nowMs = useStatus().data?.nowMs ?? 0;
  const close = () => {
    setLetter(undefined);
    setOffering(false);
  };
  return (
    <Paper withBorder p="md" component="article" id={`match-${it.id}`}>
      <Group justify="space-between">
        <Group gap="xs">
          <Observable value={it.value} type={it.type} />
          <Text size="sm" c="dimmed">
            {spaced(it.type.replace("feature:", ""))}
          </Text>
          <Badge color="red">{submissionWords(it.count)}</Badge>
          {it.weak && <Badge color="gray">weak alone</Badge>}
          {it.confirmedBy !== null && <Badge color="teal">{confirmedWords[it.confirmedBy]}</Badge>}
          <Text size="sm">
            since <Moment timeMs={it.sinceMs} nowMs={nowMs} />
          </Text>
        </Group>
        <Group gap="xs">
          <Button size="xs" onClick={() => setOffering(!offering)}>
            Offer to talk
          </Button>
          {it.sealed && (
            <Button
              size="xs"
              variant="subtle"
              loading={takeBack.isPending}
              onClick={() => takeBack.mutate(undefined)}
            >
              Take ours back
            </Button>
          )}
        </Group>
      </Group>
      {offering && letter === undefined && (
        <GivesForm
          label="Look at the offer"
          pending={offer.isPending}
          submit={(gives) => offer.mutate({ match: it.id, gives }, { onSuccess: setLetter })}
        />
      )}
      {letter !== undefined && <Letter letter={letter} done={close} />}
      {error !== null && <Problem error={error} />}
    </Paper>
  );
}
