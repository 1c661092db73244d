/** What we open to the other side: every field is a choice of its own, empty is silence. */

import { Button, NativeSelect, Paper, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";

import { useStatus } from "../api/queries.ts";
import type { TypedGives } from "../api/talk.ts";

const techniqueForm = /^T\d{4}(?:\.\d{3})?$/;

export function GivesForm({
  label,
  pending,
  submit,
}: {
  label: string;
  pending: boolean;
  submit: (gives: TypedGives) => void;
}) {
  const classes = useStatus().data?.classes ?? [];
  const [ofClass, setClass] = useState("");
  const [seen, setSeen] = useState("");
  const [techniques, setTechniques] = useState("");
  const [contact, setContact] = useState("");
  const [report, setReport] = useState("");
  const words = techniques
    .toUpperCase()
    .split(/[\s,]+/)
    .filter((it) => it !== "");
  const wrong = words.find((it) => !techniqueForm.test(it));
  const said = (text: string) => (text.trim() === "" ? null : text.trim());
  return (
    <Paper
      withBorder
      p="md"
      component="form"
      aria-label="What you open"
      onSubmit={(event) => {
        event.preventDefault();
        submit({
          class: said(ofClass),
          seen: said(seen),
          techniques: words,
          contact: said(contact),
          report: said(report),
        });
      }}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          All of it may stay empty: then the other side learns only that somebody saw the same.
        </Text>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <NativeSelect
            label="Sector"
            data={[
              { value: "", label: "not said" },
              ...classes.map((it) => ({ value: it.id, label: it.title })),
            ]}
            value={ofClass}
            onChange={(event) => setClass(event.currentTarget.value)}
          />
          <TextInput
            label="Seen"
            placeholder="2026-11 or 2026-W46"
            value={seen}
            onChange={(event) => setSeen(event.currentTarget.value)}
          />
          <TextInput
            label="Techniques"
            placeholder="T1566.001, T1021.001"
            error={wrong === undefined ? undefined : `${wrong} is not an ATT&CK id`}
            value={techniques}
            onChange={(event) => setTechniques(event.currentTarget.value)}
          />
          <TextInput
            label="Contact"
            description="This names you: that is what it is for."
            value={contact}
            onChange={(event) => setContact(event.currentTarget.value)}
          />
          <TextInput
            label="Report"
            placeholder="id of a report"
            value={report}
            onChange={(event) => setReport(event.currentTarget.value)}
          />
        </SimpleGrid>
        <Button type="submit" w="fit-content" loading={pending} disabled={wrong !== undefined}>
          {label}
        </Button>
      </Stack>
    </Paper>
  );
}
