/** How many members could have written this, what makes them fewer, and how to be more. PROTOCOL §6. */

import { Alert, Button, List, Table, Text } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { crowdCounts, type Draft } from "@tocsin/wire/desk";

import { useGeneralise } from "../api/queries.ts";
import { Problem } from "../parts/problem.tsx";
import { factWords } from "../parts/words.ts";

export function Crowd({ draft }: { draft: Draft }) {
  const { crowdView: view } = draft;
  const generalise = useGeneralise(draft.id);
  if (view === null) {
    return (
      <Alert
        color="orange"
        icon={<IconUsers />}
        title="How many members could have written this is not known yet"
      >
        The counts come with the issuer's key directory: nothing leaves before they are here.
      </Alert>
    );
  }
  const { members, facts, proposal } = view;
  return (
    <Alert
      color={members < crowdCounts.warnedBelow ? "orange" : "teal"}
      icon={<IconUsers />}
      title={titleOf(members)}
    >
      <Text size="sm">
        {members < crowdCounts.warnedBelow
          ? "With so few, what it says may tell who wrote it. Say less, or as a wider class."
          : "So many members fit all that it says, with everything said under the same pseudonym before."}
      </Text>
      {facts.length > 0 && (
        <Table layout="auto" mt="xs" aria-label="What makes them fewer">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>It says</Table.Th>
              <Table.Th>Members that fit</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {facts.map((it) => (
              <Table.Tr key={`${it.what} ${it.value}`}>
                <Table.Td>
                  {factWords[it.what]}: {it.value}
                  {it.said && " (said before)"}
                </Table.Td>
                <Table.Td>{it.left}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {proposal !== null && draft.state !== "shared" && (
        <>
          <Text size="sm" mt="xs">
            The cheapest way to {proposal.members} members:
          </Text>
          <List size="sm" mb="xs">
            {proposal.moves.map((it) => (
              <List.Item key={`${it.drop} ${it.item ?? ""}`}>
                {it.to === null
                  ? `leave out the ${factWords[it.drop]}`
                  : `${factWords[it.drop]}: say ${it.to} instead`}
              </List.Item>
            ))}
          </List>
          <Button
            size="compact-sm"
            variant="default"
            loading={generalise.isPending}
            onClick={() => generalise.mutate(undefined)}
          >
            Generalise
          </Button>
        </>
      )}
      {generalise.error !== null && <Problem error={generalise.error} />}
    </Alert>
  );
}

function titleOf(members: number): string {
  const said = `${String(members)} ${members === 1 ? "member" : "members"} could have written this`;
  return members < crowdCounts.refusedBelow ? `Only ${said}: too few to share` : said;
}
