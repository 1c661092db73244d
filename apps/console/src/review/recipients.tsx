/** Who outside of the community may have the report: nobody, unless a person says so here. */

import { Checkbox, MultiSelect, Stack, Switch, Text } from "@mantine/core";
import type { Draft } from "@tocsin/wire/desk";
import type { NamedRecipient } from "@tocsin/wire/recipients";

import { useRecipients } from "../api/recipients.ts";

type Chosen = NonNullable<Draft["terms"]["recipients"]>;
type To = Chosen["to"][number];

const groups: readonly (readonly [To, string])[] = [
  ["government", "government agencies"],
  ["peer-community", "other communities"],
];

export function Recipients({
  terms,
  change,
}: {
  terms: Draft["terms"];
  change: (recipients: Chosen | null) => void;
}) {
  const known = useRecipients().data?.items.filter((it) => it.active) ?? [];
  const { to, proprietary } = terms.recipients ?? { to: [], proprietary: false };
  const set = (next: readonly To[]) =>
    change(next.length === 0 ? null : { to: [...next], proprietary });
  const isNamed = (it: To) => it.startsWith("recipient:");
  return (
    <Stack gap="xs" component="fieldset" m={0} p={0} style={{ border: 0 }}>
      <Text component="legend" size="sm" fw={500}>
        Also outside of the community
      </Text>
      <Text size="sm" c="dimmed">
        {to.length === 0 ? "Nobody. " : ""}Everyone who may read the report also reads this choice.
        Each delivery stands in the ledger.
      </Text>
      {groups.map(([group, words]) => (
        <Checkbox
          key={group}
          label={words}
          checked={to.includes(group)}
          onChange={(event) =>
            set(event.currentTarget.checked ? [...to, group] : to.filter((it) => it !== group))
          }
        />
      ))}
      <MultiSelect
        label="By name"
        description="Intelligence agencies are never meant by a box; they can only be chosen here."
        placeholder={known.length === 0 ? "the ledger names no recipient" : "choose"}
        disabled={known.length === 0}
        data={known.map((it) => ({ value: `recipient:${it.recipient}`, label: labelOf(it) }))}
        value={to.filter(isNamed)}
        onChange={(names) =>
          set([
            ...to.filter((it) => !isNamed(it)),
            ...names.filter((it): it is To => it.startsWith("recipient:")),
          ])
        }
      />
      {to.length > 0 && (
        <Switch
          label="Tell government that it is proprietary"
          checked={proprietary}
          onChange={(event) => change({ to, proprietary: event.currentTarget.checked })}
        />
      )}
    </Stack>
  );
}

function labelOf({ title, is, takesAmber }: NamedRecipient): string {
  const amber = takesAmber ? "" : ", nothing that is TLP:AMBER";
  return `${title} (${is.replaceAll("-", " ")}${amber})`;
}
