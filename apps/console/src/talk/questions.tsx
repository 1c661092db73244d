/** Questions to the author of a report, who answers by the report's key; and how the report stands. */

import { Alert, Badge, Button, Group, Paper, Stack, Text, Textarea, Title } from "@mantine/core";
import type { LetterDraft, QuestionView, reportStanding } from "@tocsin/wire/node-api";
import { useState } from "react";
import type { z } from "zod";

import {
  useAnswerLetter,
  useAppealLetter,
  useQuestionLetter,
  useQuestions,
  useStanding,
  useVote,
} from "../api/talk.ts";
import { Loaded } from "../parts/page.tsx";
import { Problem } from "../parts/problem.tsx";
import { Letter } from "./letter.tsx";

export function Questions({ report, mine }: { report: string; mine: boolean }) {
  const make = useQuestionLetter(report);
  return (
    <Paper withBorder p="md" component="section" aria-label="Questions">
      <Title order={2} size="h4" mb="xs">
        Questions
      </Title>
      <Loaded from={useQuestions(report)}>
        {({ items }) => (
          <Stack gap="sm">
            {items.map((it) => (
              <Question key={it.id} question={it} />
            ))}
            {mine && items.length === 0 && <Text size="sm">Nobody has asked anything.</Text>}
          </Stack>
        )}
      </Loaded>
      {!mine && (
        <Ask
          label="Ask the author"
          about="The author answers by the report's key and does not learn who asks. 25 words at most."
          pending={make.isPending}
          error={make.error}
          make={make.mutate}
        />
      )}
    </Paper>
  );
}

function Question({ question: it }: { question: QuestionView }) {
  const make = useAnswerLetter(it.id);
  return (
    <Paper withBorder p="sm" component="article">
      <Group gap="xs">
        <Badge variant="light">{it.mine ? "you asked" : "a member asks"}</Badge>
        {it.unread && <Badge color="red">new</Badge>}
        {it.mine && it.delivery !== "published" && <Badge color="yellow">{it.delivery}</Badge>}
      </Group>
      <Text style={{ overflowWrap: "anywhere" }}>{it.text}</Text>
      {it.answers.map((answer) => (
        <Text key={answer.id} pl="md" style={{ overflowWrap: "anywhere" }}>
          <b>The author:</b> {answer.text}
        </Text>
      ))}
      {!it.mine && (
        <Ask
          label="Answer"
          about="Signed by the report's key. 25 words at most."
          pending={make.isPending}
          error={make.error}
          make={make.mutate}
        />
      )}
    </Paper>
  );
}

type Make = (text: string, then: { onSuccess: (letter: LetterDraft) => void }) => void;

function Ask(it: {
  label: string;
  about: string;
  pending: boolean;
  error: Error | null;
  make: Make;
}) {
  const [text, setText] = useState("");
  const [letter, setLetter] = useState<LetterDraft>();
  const done = () => setLetter(undefined);
  return (
    <Stack gap="xs" mt="sm">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          it.make(text.trim(), { onSuccess: setLetter });
        }}
      >
        <Textarea
          label={it.label}
          description={it.about}
          autosize
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button
          mt="xs"
          size="xs"
          type="submit"
          variant="default"
          loading={it.pending}
          disabled={text.trim() === ""}
        >
          Look at it
        </Button>
      </form>
      {it.error !== null && <Problem error={it.error} />}
      {letter !== undefined && <Letter letter={letter} done={done} />}
    </Stack>
  );
}

/** Votes are coarse and bound to nobody; a ruling of the operator is public with its reason. */
export function Standing({ report, mine }: { report: string; mine: boolean }) {
  const asked = useStanding(report);
  const vote = useVote(report);
  const it = asked.data;
  if (it === undefined) return null;
  return (
    <Stack gap="xs">
      {it.ruling !== null && (
        <Alert color={it.ruling.ruling === "abuse" ? "red" : "teal"} title="Ruling of the operator">
          {it.ruling.ruling === "abuse" ? "Abusive: " : "Not abusive: "}
          {it.ruling.reason}
        </Alert>
      )}
      <Group gap="xs">
        <Badge variant="light" color={it.unconfirmed ? "gray" : "teal"}>
          {it.unconfirmed ? "not confirmed yet" : "confirmed"}
        </Badge>
        {it.counts.map((row) => (
          <Badge key={row.vote} variant="outline">
            {row.vote} {row.votes}
          </Badge>
        ))}
        {!mine && (
          <>
            <Button
              size="compact-sm"
              variant="default"
              loading={vote.isPending}
              onClick={() => vote.mutate("confirm")}
            >
              We saw it too
            </Button>
            <Button
              size="compact-sm"
              variant="subtle"
              loading={vote.isPending}
              onClick={() => vote.mutate("abuse")}
            >
              This is abuse
            </Button>
          </>
        )}
      </Group>
      {it.stake !== null && (
        <Text size="sm" c="dimmed">
          {stakeWords[it.stake]}
        </Text>
      )}
      {mine && it.ruling?.ruling === "abuse" && <Appeal report={report} appealed={it.appealed} />}
      {vote.isSuccess && (
        <Text size="sm" role="status">
          Your vote leaves with a coming round, without your name.
        </Text>
      )}
      {vote.error !== null && <Problem error={vote.error} />}
    </Stack>
  );
}

type Stake = NonNullable<z.output<typeof reportStanding>["stake"]>;

const stakeWords: Record<Stake, string> = {
  held: "The token that paid for this report comes back 14 days after its round.",
  due: "The token that paid for this report is asked back at a moment drawn at random.",
  asked: "The token that paid for this report was asked back.",
  returned: "The token that paid for this report came back.",
  lost: "Ruled abusive: the token that paid for this report does not come back.",
};

function Appeal({ report, appealed }: { report: string; appealed: boolean }) {
  const make = useAppealLetter(report);
  if (appealed) return <Text size="sm">You have appealed; the operator rules again.</Text>;
  return (
    <Ask
      label="Appeal"
      about="To the operator, signed by the report's key. 25 words at most."
      pending={make.isPending}
      error={make.error}
      make={make.mutate}
    />
  );
}
