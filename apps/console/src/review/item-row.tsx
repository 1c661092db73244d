/** One part that could leave: what it is, what is proposed and why, and the decision. */

import { Badge, Button, Group, NativeSelect, Paper, Stack, Text, TextInput } from "@mantine/core";
import type { ItemDecision, ReviewItem } from "@tocsin/wire/desk";
import { fieldClasses, type FieldClass, fieldClassWords } from "@tocsin/wire/report";
import { memo, useState } from "react";

import { Observable } from "../parts/observable.tsx";
import { detailWords } from "../parts/words.ts";
import { DetailForm } from "./part-detail.tsx";

export type Decide = (item: string, decision: Omit<ItemDecision, "item">) => void;

const classChoices = [
  { value: "", label: "choose a class" },
  ...fieldClasses.map((it) => ({ value: it, label: `${it} · ${fieldClassWords[it]}` })),
];

/** Of a public catalogue or of pick lists alone: to confirm it needs no reason. */
function isPicked({ part, value }: ReviewItem): boolean {
  return value === "" || part === "technique";
}

const proposed: Readonly<Record<ReviewItem["proposal"], string>> = {
  send: "Proposed: send.",
  remove: "Proposed: remove.",
  ask: "Yours to decide.",
};

export const ItemRow = memo(function ItemRow({
  item,
  chosen,
  choose,
  decide: decideOn,
}: {
  item: ReviewItem;
  chosen: boolean;
  choose: (id: string) => void;
  decide: Decide;
}) {
  const onChoose = () => choose(item.id);
  const decide = (it: Parameters<Decide>[1]) => decideOn(item.id, it);
  const [asksReason, setAsksReason] = useState(false);
  const restore = item.proposal === "remove" || (item.proposal === "ask" && !isPicked(item));
  return (
    <Paper
      withBorder
      p="xs"
      className="row"
      data-chosen={chosen}
      data-item={item.id}
      role="group"
      aria-label={item.value === "" ? item.part : item.value}
      tabIndex={-1}
      onClick={onChoose}
      onFocus={onChoose}
    >
      <Group justify="space-between" align="flex-start" gap="xs">
        <Stack gap={2} style={{ flex: "1 1 220px", minWidth: 0 }}>
          <Group gap="xs">
            {item.type !== null && (
              <Badge size="sm" variant="outline">
                {item.type}
              </Badge>
            )}
            {item.value !== "" && <Observable value={item.value} type={item.type} />}
            {item.detail !== null && <Text size="sm">{detailWords(item.detail)}</Text>}
          </Group>
          <Text size="xs" c="dimmed">
            {item.decision === null && `${proposed[item.proposal]} `}
            {item.why}
            {item.reason !== null && ` · kept because: ${item.reason}`}
          </Text>
        </Stack>
        <Group gap={4} wrap="nowrap">
          <Button
            size="compact-sm"
            variant={item.decision === "send" ? "filled" : "default"}
            color="teal"
            aria-pressed={item.decision === "send"}
            onClick={() =>
              restore && item.reason === null ? setAsksReason(true) : decide({ decision: "send" })
            }
          >
            Send
          </Button>
          <Button
            size="compact-sm"
            variant={item.decision === "remove" ? "filled" : "default"}
            color="gray.7"
            aria-pressed={item.decision === "remove"}
            onClick={() => decide({ decision: "remove" })}
          >
            Remove
          </Button>
        </Group>
      </Group>
      {item.detail !== null && item.decision === "send" && chosen && (
        <DetailForm detail={item.detail} set={(detail) => decide({ decision: "send", detail })} />
      )}
      {item.decision === "send" && (
        <NativeSelect
          mt={4}
          size="xs"
          maw={420}
          aria-label={`Class of ${item.value === "" ? item.part : item.value}`}
          data={classChoices}
          value={item.class ?? ""}
          error={item.class === null ? "What has no class does not leave" : undefined}
          onChange={(event) => {
            const chosenClass = fieldClasses.find(
              (it): it is FieldClass => it === event.currentTarget.value,
            );
            if (chosenClass !== undefined) decide({ decision: "send", class: chosenClass });
          }}
        />
      )}
      {asksReason && (
        <Reason
          onReason={(reason) => {
            setAsksReason(false);
            decide({ decision: "send", reason });
          }}
          onCancel={() => setAsksReason(false)}
        />
      )}
    </Paper>
  );
});

function Reason({
  onReason,
  onCancel,
}: {
  onReason: (reason: string) => void;
  onCancel: () => void;
}) {
  const [reason, setReason] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() === "") return;
        backToRow(event.currentTarget);
        onReason(reason.trim());
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        backToRow(event.currentTarget);
        onCancel();
      }}
    >
      <Group gap="xs" mt="xs" align="flex-end">
        <TextInput
          style={{ flex: 1 }}
          size="xs"
          label="Why may it leave? The record keeps your reason."
          value={reason}
          maxLength={200}
          autoFocus
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button size="xs" type="submit" disabled={reason.trim() === ""}>
          Restore
        </Button>
        <Button size="xs" variant="subtle" onClick={onCancel}>
          Cancel
        </Button>
      </Group>
    </form>
  );
}

/** The form goes away: the keyboard must not be lost with it. */
function backToRow(form: HTMLElement): void {
  form.closest<HTMLElement>("[data-item]")?.focus({ preventScroll: true });
}
