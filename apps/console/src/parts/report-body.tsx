/** A report as a reader sees it: the narrative made from its fields, then the fields. Hostile input. */

import { Badge, Group, List, Paper, Stack, Table, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReportView } from "@tocsin/wire/desk";

import { Observable } from "./observable.tsx";
import { detailWords, kindWords, spaced } from "./words.ts";

export function ReportBody({ report }: { report: ReportView }) {
  const { body } = report;
  if (report.withdrawn || body === null) {
    return (
      <Text c="dimmed">
        The author has withdrawn this report; its content is erased here and in the feed.
      </Text>
    );
  }
  return (
    <Stack>
      <Group gap="xs">
        <Badge variant="outline">{kindWords[body.kind]}</Badge>
        <Badge variant="outline">{spaced(body.determination)}</Badge>
        {body.stage !== null && <Badge variant="outline">{body.stage}</Badge>}
        <Badge variant="filled" color="dark">
          TLP:{body.tlp.toUpperCase()}
        </Badge>
        <Badge variant="light">until {body.expires}</Badge>
        {report.unconfirmed && (
          <Badge variant="light" color="gray">
            unconfirmed
          </Badge>
        )}
        {body.recipients !== undefined && (
          <Badge variant="light" tt="none">
            also for {body.recipients.to.map(recipientWords).join(", ")}
          </Badge>
        )}
        {body.firstSeen !== null && <Badge variant="light">seen {body.firstSeen}</Badge>}
        {report.campaign !== null && (
          <Link to="/campaigns/$id" params={{ id: report.campaign.id }}>
            one of {report.campaign.reports} reports of one adversary: {report.campaign.title}
          </Link>
        )}
      </Group>
      <Paper withBorder p="md">
        <Text style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>{report.narrative}</Text>
      </Paper>
      {body.observables.length > 0 && (
        <div>
          <Table className="stack" striped>
            <Table.Caption>
              {body.observables.length} observables, none of them a link
            </Table.Caption>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Observable</Table.Th>
                <Table.Th>Type</Table.Th>
                <Table.Th>Role</Table.Th>
                <Table.Th>Confidence</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {body.observables.map((it) => (
                <Table.Tr key={`${it.type} ${it.value}`}>
                  <Table.Td>
                    <Observable value={it.value} type={it.type} />
                  </Table.Td>
                  <Table.Td>{it.type}</Table.Td>
                  <Table.Td>{spaced(it.role)}</Table.Td>
                  <Table.Td>{it.confidence}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
      <Words title="Techniques" words={body.techniques.map((it) => it.id)} />
      <Words title="Vulnerabilities" words={body.vulnerabilities.map((it) => it.id)} />
      <Words title="Malware and tools" words={body.malware.map((it) => it.name)} />
      <Words title="Actors" words={body.actors.map((it) => it.name)} />
      <Words title="Products attacked" words={body.technologies.map((it) => it.name)} />
      <Lines
        title="Steps of the attack"
        lines={body.steps.map((it, at) => detailWords({ ...it, of: "step", place: at + 1 }))}
      />
      <Lines
        title="Defensive measures"
        lines={body.defences.map((it) => withText(detailWords({ ...it, of: "defence" }), it.text))}
      />
      <Lines
        title="Controls that held or failed"
        lines={body.outcomes.map((it) => detailWords({ ...it, of: "outcome" }))}
      />
      <Lines title="Impact" lines={body.impact.map((it) => detailWords({ ...it, of: "impact" }))} />
      <Lines
        title="Questions to peers"
        lines={body.questions.map((it) =>
          withText(detailWords({ ...it, of: "question" }), it.text),
        )}
      />
    </Stack>
  );
}

function recipientWords(to: string): string {
  return spaced(to.replace("recipient:", ""));
}

function withText(words: string, text: string | null): string {
  return text === null ? words : `${words}. ${text}`;
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <div>
      <Title order={2} size="h6" mb={4}>
        {title}
      </Title>
      <List size="sm">
        {lines.map((line, at) => (
          <List.Item key={`${String(at)} ${line}`}>{line}</List.Item>
        ))}
      </List>
    </div>
  );
}

function Words({ title, words }: { title: string; words: readonly string[] }) {
  if (words.length === 0) return null;
  return (
    <div>
      <Title order={2} size="h6" mb={4}>
        {title}
      </Title>
      <Group gap="xs">
        {words.map((word) => (
          <Badge key={word} variant="light" tt="none">
            {word}
          </Badge>
        ))}
      </Group>
    </div>
  );
}
