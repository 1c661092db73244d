/** The exact bytes that would leave, and what stands in the way while there are none. */

import { Alert, Anchor, Code, List, Paper, ScrollArea, Text, Title } from "@mantine/core";
import type { Draft } from "@tocsin/wire/desk";

import type { GoTo } from "./go-to-missing.ts";

/** `goTo`: where the screen has the places at which a reason is mended. */
export function Outgoing({ draft, goTo }: { draft: Draft; goTo?: GoTo }) {
  if (draft.outgoing === null) {
    return (
      <Alert color="yellow" title="Nothing can leave yet">
        <List size="sm">
          {draft.blockers.map((it) => (
            <List.Item key={`${it.code} ${it.why}`}>
              {it.why}{" "}
              {goTo !== undefined && (
                <Anchor
                  component="button"
                  type="button"
                  size="sm"
                  c="inherit"
                  underline="always"
                  onClick={() => goTo(it)}
                >
                  Go there
                </Anchor>
              )}
            </List.Item>
          ))}
        </List>
      </Alert>
    );
  }
  const bytes = new TextEncoder().encode(draft.outgoing).length;
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h5" mb="xs">
        What peers will read
      </Title>
      <Text size="sm" mb="md" style={{ whiteSpace: "pre-line", overflowWrap: "anywhere" }}>
        {draft.narrative}
      </Text>
      <Title order={2} size="h5">
        What leaves, byte for byte
      </Title>
      <Text size="xs" c="dimmed" mb="xs">
        {bytes.toLocaleString("en")} bytes · SHA-256 <Code>{draft.outgoingHash}</Code>
      </Text>
      <ScrollArea.Autosize
        mah="40vh"
        type="auto"
        viewportProps={{ tabIndex: 0, "aria-label": "The exact bytes" }}
      >
        <div className="bytes" data-outgoing>
          {draft.outgoing}
        </div>
      </ScrollArea.Autosize>
    </Paper>
  );
}
