/** The single fields of a report, as pick lists; what the text says of them is proposed beside it. */

import { NativeSelect, Paper, SimpleGrid, TextInput, Title } from "@mantine/core";
import type { Draft, ReportFrame } from "@tocsin/wire/desk";
import {
  coarseTime,
  determinations,
  fieldClasses,
  fieldClassWords,
  type SizeBand,
  sizeBands,
  stages,
} from "@tocsin/wire/report";
import { useState } from "react";

import { kindWords, sizeWords, spaced } from "../parts/words.ts";

type Change = (frame: Partial<ReportFrame>) => void;

const notSaid = { value: "", label: "not said" };
const timeHint = "A day, a week (2026-W47), a month or an hour (2026-11-21T20Z)";

export function FrameForm({ draft, change }: { draft: Draft; change: Change }) {
  const { frame } = draft;
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h5" mb="xs">
        What it was
      </Title>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
        <Pick
          label="Kind"
          value={frame.kind}
          data={words(["incident", "near-miss"] as const, kindWords)}
          onPick={(kind) => change({ kind })}
        />
        <Pick
          label="Determination"
          value={frame.determination}
          data={words(determinations)}
          onPick={(determination) => change({ determination })}
        />
        <PickOrNone
          label="How far it got"
          value={frame.stage}
          data={words(stages)}
          onPick={(stage) => change({ stage })}
        />
        <Pick
          label="Class of information"
          value={frame.class}
          data={fieldClasses.map((it) => ({ value: it, label: `${it} · ${fieldClassWords[it]}` }))}
          onPick={(it) => change({ class: it })}
        />
        <Time
          key={`first ${frame.firstSeen ?? ""}`}
          label="First seen"
          value={frame.firstSeen}
          set={(firstSeen) => change({ firstSeen })}
        />
        <Time
          key={`noticed ${frame.noticed ?? ""}`}
          label="Noticed"
          value={frame.noticed}
          set={(noticed) => change({ noticed })}
        />
        <Time
          key={`ended ${frame.ended ?? ""}`}
          label="Over"
          value={frame.ended}
          set={(ended) => change({ ended })}
        />
        <PickOrNone
          label="Your size (fewer could have written it)"
          value={frame.size}
          data={words(sizesFor(draft), sizeWords)}
          onPick={(size) => change({ size })}
        />
        <PickOrNone
          label="Your region (fewer could have written it)"
          value={frame.region}
          data={regionsFor(draft)}
          onPick={(it) => change({ region: it })}
        />
      </SimpleGrid>
    </Paper>
  );
}

/** Only what the counts of members tell of: anything else would fit nobody, and not leave. */
function regionsFor({ frame, crowdView }: Draft): Choice<string>[] {
  const regions = crowdView?.counted.regions ?? [];
  const choices = regions.map((value) => ({ value, label: value }));
  const { region } = frame;
  if (region === null || regions.includes(region)) return choices;
  return [...choices, { value: region, label: `${region} (not counted)` }];
}

function sizesFor({ frame, crowdView }: Draft): SizeBand[] {
  if (crowdView === null) return [...sizeBands];
  const { sizes } = crowdView.counted;
  return sizeBands.filter((band) => sizes.includes(band) || band === frame.size);
}

interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

function words<Value extends string>(
  values: readonly Value[],
  names?: Readonly<Record<Value, string>>,
): Choice<Value>[] {
  return values.map((value) => ({ value, label: names?.[value] ?? spaced(value) }));
}

function Pick<Value extends string>({
  label,
  value,
  data,
  onPick,
}: {
  label: string;
  value: Value;
  data: readonly Choice<Value>[];
  onPick: (it: Value) => void;
}) {
  return (
    <NativeSelect
      label={label}
      value={value}
      data={[...data]}
      onChange={(event) => {
        const found = data.find((it) => it.value === event.currentTarget.value);
        if (found !== undefined) onPick(found.value);
      }}
    />
  );
}

function PickOrNone<Value extends string>({
  label,
  value,
  data,
  onPick,
}: {
  label: string;
  value: Value | null;
  data: readonly Choice<Value>[];
  onPick: (it: Value | null) => void;
}) {
  return (
    <NativeSelect
      label={label}
      value={value ?? ""}
      data={[notSaid, ...data]}
      onChange={(event) =>
        onPick(data.find((it) => it.value === event.currentTarget.value)?.value ?? null)
      }
    />
  );
}

function Time({
  label,
  value,
  set,
}: {
  label: string;
  value: string | null;
  set: (it: string | null) => void;
}) {
  return (
    <Typed
      label={label}
      hint={timeHint}
      placeholder="2026-11-21 or 2026-W47"
      value={value}
      fits={(it) => coarseTime.safeParse(it).success}
      set={set}
    />
  );
}

/** A text that is said to the node once it fits and the person has left the field. */
function Typed({
  label,
  hint,
  placeholder,
  value,
  fits,
  set,
}: {
  label: string;
  hint: string;
  placeholder: string;
  value: string | null;
  fits: (it: string) => boolean;
  set: (it: string | null) => void;
}) {
  const [typed, setTyped] = useState(value ?? "");
  const wrong = typed !== "" && !fits(typed);
  return (
    <TextInput
      label={label}
      placeholder={placeholder}
      value={typed}
      error={wrong ? hint : undefined}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => {
        if (!wrong && typed !== (value ?? "")) set(typed === "" ? null : typed);
      }}
    />
  );
}
