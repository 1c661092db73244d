/** What the text says of the single fields: the value, why, and the passage, which never leaves. */

import { Alert, Button, Code, List } from "@mantine/core";
import type { Draft } from "@tocsin/wire/desk";

import { fieldWords, spaced } from "../parts/words.ts";

const shownCharsMax = 120;

export function Suggestions({ draft, take }: { draft: Draft; take: () => void }) {
  const open = draft.suggestions.filter((it) => draft.frame[it.field] !== it.value);
  if (open.length === 0 || draft.state !== "open") return null;
  return (
    <Alert title="What the text says of it">
      <List size="sm" mb="xs">
        {open.map((it) => (
          <List.Item key={`${it.field} ${it.value} ${String(it.source.start)}`}>
            {fieldWords[it.field]}: <b>{spaced(it.value)}</b> · {it.why}{" "}
            <Code>
              {draft.source.text.slice(it.source.start, it.source.end).slice(0, shownCharsMax)}
            </Code>
          </List.Item>
        ))}
      </List>
      <Button size="compact-sm" variant="default" onClick={take}>
        Take what is not set yet
      </Button>
    </Alert>
  );
}
