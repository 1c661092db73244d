/** The pick lists of a step, defence, outcome, impact or question; the same to add one and to change it. */

import { Group, NativeSelect, TextInput } from "@mantine/core";
import type { PartDetail } from "@tocsin/wire/desk";
import {
  csfOutcomes,
  csfResults,
  defenceEffects,
  defenceMeasures,
  impactBands,
  impactKinds,
  questionTopics,
  stepActions,
  stepResults,
  systemKinds,
  techniqueId,
} from "@tocsin/wire/report";

import type { ReactNode } from "react";

import { spaced } from "../parts/words.ts";

type Set = (it: PartDetail) => void;

/** A detail to begin with. `place`: where a new step stands. */
export function newDetail(of: PartDetail["of"], place: number): PartDetail {
  switch (of) {
    case "step":
      return {
        of,
        place,
        technique: null,
        did: "delivered",
        on: null,
        time: null,
        result: "worked",
      };
    case "defence":
      return { of, measure: "block", effect: "untried" };
    case "outcome":
      return { of, id: "PR.AA-03", result: "failed" };
    case "impact":
      return { of, kind: "downtime", band: "none" };
    case "question":
      return { of, about: "detection" };
  }
}

export function DetailForm({ detail, set }: { detail: PartDetail; set: Set }) {
  switch (detail.of) {
    case "step":
      return <StepForm detail={detail} set={set} />;
    case "defence":
      return (
        <Row>
          <Pick
            label="Measure"
            value={detail.measure}
            of={defenceMeasures}
            set={(measure) => set({ ...detail, measure })}
          />
          <Pick
            label="Effect"
            value={detail.effect}
            of={defenceEffects}
            set={(effect) => set({ ...detail, effect })}
          />
        </Row>
      );
    case "outcome":
      return (
        <Row>
          <NativeSelect
            size="xs"
            label="Outcome of CSF 2.0"
            value={detail.id}
            data={csfOutcomes.map((it) => ({ value: it.id, label: `${it.id} ${it.title}` }))}
            onChange={(event) => set({ ...detail, id: event.currentTarget.value })}
          />
          <Pick
            label="It"
            value={detail.result}
            of={csfResults}
            set={(result) => set({ ...detail, result })}
          />
        </Row>
      );
    case "impact":
      return (
        <Row>
          <Pick
            label="Impact"
            value={detail.kind}
            of={impactKinds}
            set={(kind) => set({ of: "impact", kind, band: impactBands[kind][0] })}
          />
          <Pick
            label="Band"
            value={detail.band}
            of={impactBands[detail.kind]}
            set={(band) => set({ ...detail, band })}
          />
        </Row>
      );
    case "question":
      return (
        <Pick
          label="About"
          value={detail.about}
          of={questionTopics}
          set={(about) => set({ ...detail, about })}
        />
      );
  }
}

function StepForm({ detail, set }: { detail: PartDetail & { of: "step" }; set: Set }) {
  return (
    <Row>
      <TextInput
        size="xs"
        label="Place"
        type="number"
        min={1}
        w={70}
        defaultValue={detail.place}
        onBlur={(event) => {
          const place = Number(event.currentTarget.value);
          if (Number.isInteger(place) && place > 0) set({ ...detail, place });
        }}
      />
      <Pick
        label="What it did"
        value={detail.did}
        of={stepActions}
        set={(did) => set({ ...detail, did })}
      />
      <NativeSelect
        size="xs"
        label="On"
        value={detail.on ?? ""}
        data={[{ value: "", label: "not said" }, ...choices(systemKinds)]}
        onChange={(event) =>
          set({ ...detail, on: systemKinds.find((it) => it === event.currentTarget.value) ?? null })
        }
      />
      <Pick
        label="Result"
        value={detail.result}
        of={stepResults}
        set={(result) => set({ ...detail, result })}
      />
      <TextInput
        size="xs"
        label="Technique"
        placeholder="T1566.001"
        w={120}
        defaultValue={detail.technique ?? ""}
        onBlur={(event) => {
          const typed = event.currentTarget.value.trim();
          const technique = typed === "" ? null : typed;
          if (technique === null || techniqueId.safeParse(technique).success)
            set({ ...detail, technique });
        }}
      />
    </Row>
  );
}

function Row({ children }: { children: ReactNode }) {
  return (
    <Group gap="xs" align="flex-end">
      {children}
    </Group>
  );
}

function choices(values: readonly string[]) {
  return values.map((value) => ({ value, label: spaced(value) }));
}

function Pick<Value extends string>({
  label,
  value,
  of,
  set,
}: {
  label: string;
  value: string;
  of: readonly Value[];
  set: (it: Value) => void;
}) {
  return (
    <NativeSelect
      size="xs"
      label={label}
      value={value}
      data={choices(of)}
      onChange={(event) => {
        const found = of.find((it) => it === event.currentTarget.value);
        if (found !== undefined) set(found);
      }}
    />
  );
}
