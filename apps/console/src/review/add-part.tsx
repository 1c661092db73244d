/** Adds what the text does not say by itself: steps, defences, what held, questions, products, notes. */

import { Button, Group, NativeSelect, Paper, Stack, TextInput } from "@mantine/core";
import type { PartDetail, ReviewItem } from "@tocsin/wire/desk";
import { useState } from "react";

import { DetailForm, newDetail } from "./part-detail.tsx";

export interface Addition {
  readonly part: Exclude<ReviewItem["part"], "observable">;
  readonly value: string;
  readonly detail?: PartDetail;
}

interface Kind {
  readonly label: string;
  /** What the text beside it is for; absent where it has none. */
  readonly text?: string;
  readonly detail?: PartDetail["of"];
}

const kinds = {
  step: { label: "Step of the attack", detail: "step" },
  defence: { label: "Defensive measure", detail: "defence", text: "What was done, 25 words" },
  outcome: { label: "Control that held or failed", detail: "outcome" },
  impact: { label: "Impact, in bands", detail: "impact" },
  question: { label: "Question to peers", detail: "question", text: "What you ask, 25 words" },
  technology: { label: "Product attacked", text: "for example: Citrix NetScaler" },
  technique: { label: "Technique", text: "T1566.001" },
  vulnerability: { label: "Vulnerability", text: "CVE-2026-12345" },
  malware: { label: "Malware or tool", text: "its name" },
  actor: { label: "Actor", text: "its name" },
  note: { label: "Note, 25 words", text: "Short: prose names its author" },
  prose: { label: "Free prose", text: "Names its author more often than not; warned about below" },
} as const satisfies Record<Addition["part"], Kind>;

const parts = [
  "step",
  "defence",
  "outcome",
  "impact",
  "question",
  "technology",
  "technique",
  "vulnerability",
  "malware",
  "actor",
  "note",
  "prose",
] as const satisfies readonly Addition["part"][];

export function AddPart({ steps, add }: { steps: number; add: (it: Addition) => void }) {
  const [part, setPart] = useState<Addition["part"]>("step");
  const [value, setValue] = useState("");
  const [detail, setDetail] = useState<PartDetail | undefined>(newDetail("step", steps + 1));
  const kind: Kind = kinds[part];
  const choose = (chosen: Addition["part"]) => {
    const { detail: of }: Kind = kinds[chosen];
    setPart(chosen);
    setDetail(of === undefined ? undefined : newDetail(of, steps + 1));
  };
  return (
    <Paper withBorder p="xs">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (detail === undefined && value.trim() === "") return;
          add({ part, value: value.trim(), ...(detail === undefined ? {} : { detail }) });
          setValue("");
          if (detail?.of === "step") setDetail({ ...detail, place: detail.place + 1 });
        }}
      >
        <Stack gap="xs">
          <Group align="flex-end" gap="xs">
            <NativeSelect
              label="Add"
              data={parts.map((it) => ({ value: it, label: kinds[it].label }))}
              value={part}
              onChange={(event) => {
                const chosen = parts.find((it) => it === event.currentTarget.value);
                if (chosen !== undefined) choose(chosen);
              }}
            />
            {kind.text !== undefined && (
              <TextInput
                style={{ flex: "1 1 200px" }}
                aria-label="What to add"
                placeholder={kind.text}
                value={value}
                onChange={(event) => setValue(event.currentTarget.value)}
              />
            )}
            <Button type="submit" variant="default">
              Add
            </Button>
          </Group>
          {detail !== undefined && (
            <DetailForm
              key={`${detail.of} ${"place" in detail ? String(detail.place) : ""}`}
              detail={detail}
              set={setDetail}
            />
          )}
        </Stack>
      </form>
    </Paper>
  );
}
