/** The single fields of a report, as pick lists. */

import { NativeSelect, SimpleGrid, TextInput } from "@mantine/core";
import { type Draft, type ReportFrame } from "@tocsin/wire/desk";
import { coarseTime, determinations, stages } from "@tocsin/wire/report";
import { useState } from "react";

import { spaced } from "../parts/words.ts";

export function FrameForm({
  draft,
  change,
}: {
  draft: Draft;
  change: (frame: Partial<ReportFrame>) => void;
}) {
  const { frame } = draft;
  const [seen, setSeen] = useState(frame.firstSeen ?? "");
  const seenWrong = seen !== "" && !coarseTime.safeParse(seen).success;
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
      <NativeSelect
        label="Kind"
        value={frame.kind}
        data={[
          { value: "incident", label: "incident" },
          { value: "near-miss", label: "near miss" },
        ]}
        onChange={(event) =>
          change({ kind: event.currentTarget.value === "incident" ? "incident" : "near-miss" })
        }
      />
      <NativeSelect
        label="Determination"
        value={frame.determination}
        data={determinations.map((it) => ({ value: it, label: spaced(it) }))}
        onChange={(event) => {
          const determination = determinations.find((it) => it === event.currentTarget.value);
          if (determination !== undefined) change({ determination });
        }}
      />
      <NativeSelect
        label="How far it got"
        value={frame.stage ?? ""}
        data={[{ value: "", label: "not said" }, ...stages.map((it) => ({ value: it, label: it }))]}
        onChange={(event) =>
          change({ stage: stages.find((it) => it === event.currentTarget.value) ?? null })
        }
      />
      <TextInput
        label="First seen"
        placeholder="2026-11-21 or 2026-W47"
        value={seen}
        error={
          seenWrong ? "A day, a week (2026-W47), a month or an hour (2026-11-21T20Z)" : undefined
        }
        onChange={(event) => setSeen(event.currentTarget.value)}
        onBlur={() => {
          if (!seenWrong) change({ firstSeen: seen === "" ? null : seen });
        }}
      />
    </SimpleGrid>
  );
}
