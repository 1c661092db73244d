/** A letter before it leaves: its exact words, what stands against it, who learns what, and the send. */

import { Alert, Button, Group, List, Paper, Stack, Text } from "@mantine/core";
import type { LetterDraft } from "@tocsin/wire/node-api";

import { useDiscardLetter, useSendLetter } from "../api/talk.ts";
import { HoldButton } from "../parts/hold-button.tsx";
import { Problem } from "../parts/problem.tsx";

export function Letter({ letter, done }: { letter: LetterDraft; done: () => void }) {
  const send = useSendLetter(letter.id);
  const discard = useDiscardLetter(letter.id);
  const { outgoing, outgoingHash } = letter;
  const error = send.error ?? discard.error;
  return (
    <Paper withBorder p="md" component="section" aria-label="Before it leaves">
      <Stack gap="sm">
        <Text fw={600}>Exactly this leaves</Text>
        {outgoing === null ? (
          <Alert color="red" title="It does not leave as it is">
            Change the words below and look again.
          </Alert>
        ) : (
          <pre className="bytes">{outgoing}</pre>
        )}
        {letter.findings.length > 0 && (
          <List size="sm">
            {letter.findings.map((it) => (
              <List.Item key={`${it.field} ${it.why}`}>
                {it.field}: {it.kinds.join(", ")}. {it.why}
              </List.Item>
            ))}
          </List>
        )}
        <List size="sm" c="dimmed">
          {letter.tells.map((it) => (
            <List.Item key={it}>{it}</List.Item>
          ))}
          <List.Item>
            It takes {letter.capsules} {letter.capsules === 1 ? "round" : "rounds"}: one capsule in
            each, as ever.
          </List.Item>
        </List>
        <Group>
          <HoldButton
            whyNot={outgoingHash === null ? "Not yet: change what is told above." : undefined}
            loading={send.isPending}
            onHeld={() => send.mutate(outgoingHash ?? "", { onSuccess: done })}
          >
            Hold to send
          </HoldButton>
          <Button
            variant="default"
            loading={discard.isPending}
            onClick={() => discard.mutate(undefined, { onSettled: done })}
          >
            Change it
          </Button>
        </Group>
        {error !== null && <Problem error={error} />}
      </Stack>
    </Paper>
  );
}
