/** Where the host is gone: to go on in a new room with those who come. */

import { Button, Stack, Text } from "@mantine/core";
import type { LetterDraft } from "@tocsin/wire/node-api";
import { useState } from "react";

import { useRenewal } from "../api/talk.ts";
import { Problem } from "../parts/problem.tsx";
import { GivesForm } from "./gives-form.tsx";
import { Letter } from "./letter.tsx";

export function Renew({ room }: { room: string }) {
  const [opening, setOpening] = useState(false);
  const [letter, setLetter] = useState<LetterDraft>();
  const renew = useRenewal(room);
  const close = () => {
    setLetter(undefined);
    setOpening(false);
  };
  return (
    <Stack gap="xs" mt="sm">
      <Text size="sm" c="dimmed">
        The host alone lets others in and makes new keys. Where it is gone, the others can go on in
        a new room; everyone keeps the name of this one.
      </Text>
      <Button w="fit-content" variant="default" onClick={() => setOpening(!opening)}>
        Go on without the host
      </Button>
      {opening && letter === undefined && (
        <GivesForm
          label="Look at it"
          pending={renew.isPending}
          submit={(gives) => renew.mutate(gives, { onSuccess: setLetter })}
        />
      )}
      {letter !== undefined && <Letter letter={letter} done={close} />}
      {renew.error !== null && <Problem error={renew.error} />}
    </Stack>
  );
}
