/** Every removal with its reason, as a table: what the marks in the original show to the eye alone. */

import { Accordion, Table, Text, UnstyledButton } from "@mantine/core";
import type { Draft } from "@tocsin/wire/desk";

import { spaced } from "../parts/words.ts";

const listedMax = 500;
const wordsCharsMax = 120;

export function Removals({
  draft,
  chosen,
  choose,
}: {
  draft: Draft;
  chosen: string | undefined;
  choose: (id: string) => void;
}) {
  const { findings, source } = draft;
  if (findings.length === 0) return null;
  const listed = findings.slice(0, listedMax);
  return (
    <Accordion variant="contained" mt="sm">
      <Accordion.Item value="removals">
        <Accordion.Control>Each removal with its reason</Accordion.Control>
        <Accordion.Panel>
          <Table.ScrollContainer minWidth={420} maxHeight="50vh">
            <Table fz="xs" verticalSpacing={4} stickyHeader>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Your words</Table.Th>
                  <Table.Th>What they are</Table.Th>
                  <Table.Th>Why</Table.Th>
                  <Table.Th>Instead</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {listed.map((it) => (
                  <Table.Tr key={it.id} className="row" data-chosen={it.id === chosen}>
                    <Table.Td>
                      <UnstyledButton
                        fz="xs"
                        style={{ overflowWrap: "anywhere" }}
                        title="Show it in the text"
                        onClick={() => choose(it.id)}
                      >
                        {cut(source.text.slice(it.start, it.end))}
                      </UnstyledButton>
                    </Table.Td>
                    <Table.Td>{spaced(it.kind)}</Table.Td>
                    <Table.Td>
                      {it.why}
                      {it.needsReview && " In doubt."}
                    </Table.Td>
                    <Table.Td>{it.replacement}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
          {findings.length > listed.length && (
            <Text size="xs" c="dimmed" mt="xs">
              {listed.length} of {findings.length.toLocaleString("en")}
            </Text>
          )}
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}

function cut(words: string): string {
  return words.length > wordsCharsMax ? `${words.slice(0, wordsCharsMax - 1)}…` : words;
}
