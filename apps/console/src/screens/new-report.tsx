/** One entry for everything: paste or drop. What is entered stays on this machine. */

import {
  Anchor,
  Badge,
  Button,
  FileButton,
  Group,
  List,
  Paper,
  Progress,
  Stack,
  Text,
  Textarea,
  Title,
} from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import type { Draft } from "@tocsin/wire/desk";
import { type DragEvent, useState } from "react";

import { useDiscard, useDrafts, useNewDraft, useStatus } from "../api/queries.ts";
import { useKept } from "../parts/kept.ts";
import { Moment } from "../parts/moment.tsx";
import { Loaded, Page } from "../parts/page.tsx";
import { Problem } from "../parts/problem.tsx";

const accepted = ".txt,.md,.html,.htm,.pdf,.docx,.eml,.json,.csv,.log";

export function NewReportScreen() {
  const [text, setText] = useTyped();
  const [over, setOver] = useState(false);
  const create = useNewDraft();
  const navigate = useNavigate();
  const open = (it: Draft) => void navigate({ to: "/drafts/$id", params: { id: it.id } });
  const enter = (entry: { text: string; name: string } | File) =>
    create.mutate(entry, {
      onSuccess: (it) => {
        // A file does not stand for what was typed beside it.
        if (!(entry instanceof File)) setText("");
        open(it);
      },
    });
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file !== undefined) enter(file);
  };
  return (
    <Page
      title="New report"
      about="An attack that worked, or one that did not: near misses help others most."
    >
      <Paper
        withBorder
        p="md"
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        style={over ? { outline: "2px dashed var(--mantine-primary-color-filled)" } : {}}
      >
        <Stack>
          <Textarea
            label="What did you see?"
            description="Paste a ticket, a mail, a log or notes as they are. This text never leaves your node: you choose from what is found in it."
            autosize
            minRows={12}
            maxRows={28}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
            spellCheck={false}
          />
          <Group>
            <Button
              disabled={text.trim() === ""}
              loading={create.isPending}
              onClick={() => enter({ text, name: "pasted text" })}
            >
              Continue to review
            </Button>
            <FileButton accept={accepted} onChange={(file) => file !== null && enter(file)}>
              {(props) => (
                <Button {...props} variant="default" leftSection={<IconUpload size={16} />}>
                  Open a file
                </Button>
              )}
            </FileButton>
            <Text size="sm" c="dimmed">
              or drop one here: text, Markdown, HTML, PDF, Word, mail
            </Text>
          </Group>
          {create.isPending && <Progress value={100} animated aria-label="Reading and searching" />}
          {create.error !== null && <Problem error={create.error} />}
        </Stack>
      </Paper>
      <OpenDrafts />
      <Paper withBorder p="md">
        <Title order={2} size="h5" mb="xs">
          What happens next
        </Title>
        <List type="ordered" size="sm">
          <List.Item>
            Your node finds observables and removes what is personal or your own.
          </List.Item>
          <List.Item>You decide on every part; you see the exact bytes that would leave.</List.Item>
          <List.Item>
            They leave with the next round, as &ldquo;a vetted member of your class&rdquo; and no
            more.
          </List.Item>
        </List>
      </Paper>
    </Page>
  );
}

function useTyped(): [string, (text: string) => void] {
  const [typed, keep] = useKept<string>("report", (it) => it.trim() !== "");
  return [typed ?? "", keep];
}

function OpenDrafts() {
  const drafts = useDrafts();
  const discard = useDiscard();
  const nowMs = useStatus().data?.nowMs ?? 0;
  return (
    <Loaded from={drafts}>
      {({ items }) => {
        const open = items.filter((it) => it.state === "open" || it.state === "approved");
        if (open.length === 0) return null;
        return (
          <Paper withBorder p="md">
            <Title order={2} size="h5" mb="xs">
              Drafts
            </Title>
            <Stack gap="xs">
              {open.map((it) => (
                <Group key={it.id} justify="space-between">
                  <Anchor
                    renderRoot={(props) => (
                      <Link {...props} to="/drafts/$id" params={{ id: it.id }} />
                    )}
                  >
                    {it.name}
                  </Anchor>
                  <Group gap="xs">
                    {it.state === "approved" && (
                      <Badge variant="light" color="teal">
                        approved
                      </Badge>
                    )}
                    <Moment timeMs={it.createdMs} nowMs={nowMs} />
                    <Discard name={it.name} discard={() => discard.mutate(it.id)} />
                  </Group>
                </Group>
              ))}
            </Stack>
          </Paper>
        );
      }}
    </Loaded>
  );
}

/** Two clicks: what is discarded is gone, with its text. */
function Discard({ name, discard }: { name: string; discard: () => void }) {
  const [asks, setAsks] = useState(false);
  if (!asks) {
    return (
      <Button
        size="compact-xs"
        variant="subtle"
        color="red"
        aria-label={`Discard ${name}`}
        onClick={() => setAsks(true)}
      >
        Discard
      </Button>
    );
  }
  return (
    <>
      <Button size="compact-xs" color="red" autoFocus onClick={discard}>
        Discard for good
      </Button>
      <Button size="compact-xs" variant="subtle" onClick={() => setAsks(false)}>
        Keep
      </Button>
    </>
  );
}
