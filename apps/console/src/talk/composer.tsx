/** What we say in a room: a short note, more of ourselves, or a defensive measure as a file. */

import {
  Button,
  FileInput,
  Group,
  NativeSelect,
  SegmentedControl,
  Stack,
  Textarea,
} from "@mantine/core";
import type { LetterDraft } from "@tocsin/wire/node-api";
import { useState } from "react";

import { type TypedMessage, useRoomLetter } from "../api/talk.ts";
import { Problem } from "../parts/problem.tsx";
import { GivesForm } from "./gives-form.tsx";
import { Letter } from "./letter.tsx";

const kinds = [
  { value: "note", label: "Note" },
  { value: "gives", label: "Open more" },
  { value: "file", label: "Defensive measure" },
];

export function Composer({ room }: { room: string }) {
  const [kind, setKind] = useState("note");
  const [letter, setLetter] = useState<LetterDraft>();
  const make = useRoomLetter(room);
  const look = (it: TypedMessage) => make.mutate(it, { onSuccess: setLetter });
  return (
    <Stack component="section" aria-label="Say something">
      <SegmentedControl w="fit-content" value={kind} onChange={setKind} data={kinds} />
      {kind === "note" && <NoteForm pending={make.isPending} look={look} />}
      {kind === "gives" && (
        <GivesForm
          label="Look at it"
          pending={make.isPending}
          submit={(gives) => look({ of: "gives", gives })}
        />
      )}
      {kind === "file" && <FileForm pending={make.isPending} look={look} />}
      {make.error !== null && <Problem error={make.error} />}
      {letter !== undefined && <Letter letter={letter} done={() => setLetter(undefined)} />}
    </Stack>
  );
}

interface FormProps {
  pending: boolean;
  look: (it: TypedMessage) => void;
}

function NoteForm({ pending, look }: FormProps) {
  const [text, setText] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        look({ of: "note", text: text.trim() });
      }}
    >
      <Textarea
        label="Note"
        description="25 words at most: prose names its author."
        autosize
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button mt="xs" type="submit" loading={pending} disabled={text.trim() === ""}>
        Look at it
      </Button>
    </form>
  );
}

const formats = ["sigma", "suricata", "yara", "list", "text"] as const;

function FileForm({ pending, look }: FormProps) {
  const [file, setFile] = useState<File | null>(null);
  const [format, setFormat] = useState<(typeof formats)[number]>("sigma");
  return (
    <Group align="flex-end">
      <NativeSelect
        label="Kind"
        data={[...formats]}
        value={format}
        onChange={(event) => {
          const chosen = formats.find((it) => it === event.currentTarget.value);
          if (chosen !== undefined) setFormat(chosen);
        }}
      />
      <FileInput
        label="File"
        placeholder="a rule or a list"
        miw={220}
        value={file}
        onChange={setFile}
      />
      <Button
        disabled={file === null}
        loading={pending}
        onClick={() => {
          void file?.text().then((text) => look({ of: "file", name: file.name, format, text }));
        }}
      >
        Look at it
      </Button>
    </Group>
  );
}
