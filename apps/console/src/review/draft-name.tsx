/** What this node's lists call a draft. It can be changed at any time: it is part of nothing that leaves. */

import { Button, Group, TextInput, Title } from "@mantine/core";
import { type SyntheticEvent, useState } from "react";

const nameCharsMax = 120;

export function DraftName({ name, rename }: { name: string; rename: (name: string) => void }) {
  const [typed, setTyped] = useState<string>();
  if (typed === undefined) {
    return (
      <Group gap="xs">
        <Title order={2} size="h5" style={{ overflowWrap: "anywhere" }}>
          {name}
        </Title>
        <Button size="compact-xs" variant="subtle" onClick={() => setTyped(name)}>
          Rename
        </Button>
      </Group>
    );
  }
  const save = (event: SyntheticEvent) => {
    event.preventDefault();
    const wanted = typed.trim();
    if (wanted !== "" && wanted !== name) rename(wanted);
    setTyped(undefined);
  };
  return (
    <Group
      component="form"
      gap="xs"
      align="flex-end"
      onSubmit={save}
      onKeyDown={(event) => event.key === "Escape" && setTyped(undefined)}
    >
      <TextInput
        label="Name on this node"
        description="It never leaves."
        value={typed}
        maxLength={nameCharsMax}
        autoFocus
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button size="xs" type="submit" disabled={typed.trim() === ""}>
        Save
      </Button>
      <Button size="xs" variant="subtle" onClick={() => setTyped(undefined)}>
        Cancel
      </Button>
    </Group>
  );
}
