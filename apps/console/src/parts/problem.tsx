/** An error with its cause, its fix and its id, and a way on. */

import { Alert, Button, Code, Group, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";

import { ApiError } from "../api/client.ts";

export function Problem({ error, again }: { error: Error; again?: () => void }) {
  const known = error instanceof ApiError ? error : undefined;
  return (
    <Alert color="red" icon={<IconAlertTriangle />} title={error.message} role="alert">
      <Text size="sm">{known?.fix ?? "Load the page again."}</Text>
      <Group gap="xs" mt="xs">
        {again !== undefined && (
          <Button size="xs" variant="default" onClick={again}>
            Try again
          </Button>
        )}
        {known?.id !== undefined && <Code>{known.id}</Code>}
      </Group>
    </Alert>
  );
}
