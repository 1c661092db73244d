/** A warning is set aside; and a person may say which of its reasons should ring less from now on. */

import { Button, Checkbox, Popover, Stack, Text } from "@mantine/core";
import { tuningKinds, type WarningChange, type WarningReason } from "@tocsin/wire/node-api";
import { useState } from "react";

import { defang } from "./observable.tsx";
import { reasonWords } from "./reasons.tsx";

type Because = NonNullable<WarningChange["because"]>;

export function NotRelevant(it: {
  readonly reasons: readonly WarningReason[];
  readonly pending: boolean;
  readonly say: (because: Because) => void;
}) {
  const [chosen, setChosen] = useState<string[]>([]);
  const rows = it.reasons.flatMap(({ kind, value, type }) => {
    const tunable = tuningKinds.find((known) => known === kind);
    return tunable === undefined ? [] : [{ key: `${kind} ${value}`, kind: tunable, value, type }];
  });
  const because = rows
    .filter(({ key }) => chosen.includes(key))
    .map(({ kind, value }) => ({ kind, value }));
  return (
    <Popover withArrow trapFocus returnFocus position="bottom-end" width={340}>
      <Popover.Target>
        <Button variant="subtle" loading={it.pending}>
          Not relevant
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Checkbox.Group
            label="Make the like of it quieter"
            description="What was seen here exactly still rings as urgent. Settings undo it."
            value={chosen}
            onChange={setChosen}
          >
            <Stack gap={6} mt="xs">
              {rows.map(({ key, kind, value, type }) => (
                <Checkbox
                  key={key}
                  value={key}
                  label={`${reasonWords[kind]}: ${defang(value, type)}`}
                  styles={{ label: { overflowWrap: "anywhere" } }}
                />
              ))}
              {rows.length === 0 && <Text size="sm">None of its reasons can be made quieter.</Text>}
            </Stack>
          </Checkbox.Group>
          <Button size="xs" onClick={() => it.say(because)}>
            {because.length === 0 ? "Only this warning" : "This and the like of it"}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
