/** A defensive measure that somebody gave: shown as text, saved as a file, never run. Hostile input. */

import { Badge, Button, Group, Text } from "@mantine/core";
import type { RoomMessage } from "@tocsin/wire/node-api";

type Says = RoomMessage["says"];
type File = Extract<Says, { of: "file" }>["file"];

export function RoomFile({ file }: { file: File }) {
  const { text } = file;
  return (
    <>
      <Group gap="xs">
        <Badge variant="light">{file.format}</Badge>
        <Text fw={600}>{file.name}</Text>
        {text === null && (
          <Text size="sm" c="dimmed">
            {file.got} of {file.parts} pieces are here
          </Text>
        )}
        {text !== null && (
          <Button size="compact-sm" variant="default" onClick={() => save(file.name, text)}>
            Save
          </Button>
        )}
      </Group>
      {text !== null && <pre className="bytes">{text}</pre>}
    </>
  );
}

function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
