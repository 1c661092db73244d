/** What files say of the company, proposed for its profile: nothing counts until a person has chosen it. */

import {
  Alert,
  Button,
  Checkbox,
  FileInput,
  Group,
  Paper,
  Stack,
  Table,
  Text,
  Title,
} from "@mantine/core";
import type { CompanyProfile, ProfileProposal } from "@tocsin/wire/node-api";
import { useState } from "react";

import { useProfileChange, useProfileProposals } from "../api/queries.ts";
import { Problem } from "../parts/problem.tsx";

/** Rows shown at once; the command line has the rest. */
const rowsMax = 300;

export function Learn({ profile }: { profile: CompanyProfile }) {
  const [files, setFiles] = useState<File[]>([]);
  const ask = useProfileProposals();
  const fresh = ask.data?.proposals.filter((it) => !it.known) ?? [];
  return (
    <Paper withBorder p="md" component="section" aria-label="Learn from files">
      <Stack gap="sm">
        <Title order={2} size="h4">
          Learn from files
        </Title>
        <Text size="sm" c="dimmed">
          The text of your web site, an export of your directory, a DNS zone, an inventory as CSV.
          They are read on this machine and not kept.
        </Text>
        <Group align="flex-end">
          <FileInput
            label="Files"
            placeholder="Choose files"
            multiple
            miw={260}
            value={files}
            onChange={setFiles}
          />
          <Button
            variant="default"
            disabled={files.length === 0}
            loading={ask.isPending}
            onClick={() => ask.mutate(files)}
          >
            Propose
          </Button>
        </Group>
        {ask.error !== null && <Problem error={ask.error} />}
        {ask.data?.notes.map((it) => (
          <Text key={it} size="sm">
            {it}
          </Text>
        ))}
        {ask.isSuccess &&
          (fresh.length === 0 ? (
            <Alert>Nothing in them that the profile does not have.</Alert>
          ) : (
            <Choose proposals={fresh} profile={profile} done={ask.reset} />
          ))}
      </Stack>
    </Paper>
  );
}

function Choose({
  proposals,
  profile,
  done,
}: {
  proposals: readonly ProfileProposal[];
  profile: CompanyProfile;
  done: () => void;
}) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const save = useProfileChange();
  const shown = proposals.slice(0, rowsMax);
  const chosen = shown.filter((it) => !left.has(keyOf(it)));
  const toggle = (key: string) => {
    const next = new Set(left);
    if (!next.delete(key)) next.add(key);
    setLeft(next);
  };
  return (
    <>
      <Table className="stack">
        {shown.length < proposals.length && (
          <Table.Caption>
            {shown.length} of {proposals.length}; all of them: tocsin profile learn
          </Table.Caption>
        )}
        <Table.Tbody>
          {shown.map((it) => (
            <Table.Tr key={keyOf(it)}>
              <Table.Td>
                <Checkbox
                  label={it.value}
                  checked={!left.has(keyOf(it))}
                  onChange={() => toggle(keyOf(it))}
                />
              </Table.Td>
              <Table.Td>{it.list}</Table.Td>
              <Table.Td>
                <Text size="sm" c="dimmed">
                  {it.why}
                </Text>
              </Table.Td>
              <Table.Td>
                {it.count}× in {it.files.join(", ")}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Group>
        <Button
          loading={save.isPending}
          disabled={chosen.length === 0}
          onClick={() => save.mutate(withAll(profile, chosen), { onSuccess: done })}
        >
          Add {chosen.length} to the profile
        </Button>
        <Button variant="subtle" onClick={done}>
          Add none
        </Button>
      </Group>
      {save.error !== null && <Problem error={save.error} />}
    </>
  );
}

function keyOf(it: ProfileProposal): string {
  return `${it.list} ${it.value}`;
}

function withAll(profile: CompanyProfile, chosen: readonly ProfileProposal[]): CompanyProfile {
  const grown = { ...profile };
  for (const { list, value } of chosen) grown[list] = [...new Set([...grown[list], value])];
  return grown;
}
