/** The host lets others in later: those who saw the same value, or the author of a report. */

import { Button, Group, NativeSelect, Stack } from "@mantine/core";
import type { LetterDraft, RoomInvitation } from "@tocsin/wire/node-api";
import { useState } from "react";

import { useMatches } from "../api/checks.ts";
import { useReports } from "../api/queries.ts";
import { useInvitation } from "../api/talk.ts";
import { defang } from "../parts/observable.tsx";
import { Problem } from "../parts/problem.tsx";
import { kindWords } from "../parts/words.ts";
import { Letter } from "./letter.tsx";

export function Invite({ room }: { room: string }) {
  const [chosen, setChosen] = useState("");
  const [letter, setLetter] = useState<LetterDraft>();
  const invite = useInvitation(room);
  const guests = useGuests();
  const invitation = guests.find((it) => it.value === chosen)?.invitation;
  return (
    <Stack gap="xs" mt="sm">
      <Group align="flex-end">
        <NativeSelect
          label="Invite"
          maw={460}
          data={[
            { value: "", label: "choose" },
            ...guests.map(({ value, label }) => ({ value, label })),
          ]}
          value={chosen}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
        <Button
          variant="default"
          disabled={invitation === undefined}
          loading={invite.isPending}
          onClick={() =>
            invitation !== undefined && invite.mutate(invitation, { onSuccess: setLetter })
          }
        >
          Look at it
        </Button>
      </Group>
      {invite.error !== null && <Problem error={invite.error} />}
      {letter !== undefined && <Letter letter={letter} done={() => setLetter(undefined)} />}
    </Stack>
  );
}

interface Guest {
  readonly value: string;
  readonly label: string;
  readonly invitation: RoomInvitation;
}

function useGuests(): Guest[] {
  const matches = useMatches().data?.items ?? [];
  const reports = useReports({}).data?.items ?? [];
  return [
    ...matches.map(({ id, value, type }) => ({
      value: `match ${id}`,
      label: `who also saw ${defang(value, type)}`,
      invitation: { match: id },
    })),
    ...reports
      .filter(({ mine, withdrawn, publishedMs }) => !mine && !withdrawn && publishedMs !== null)
      .map(({ id, body, envelope }) => ({
        value: `report ${id}`,
        label: `the author of: ${body === null ? "a report" : kindWords[body.kind]}, ${envelope.class}`,
        invitation: { report: id },
      })),
  ];
}
