/** An observable as text that can never be followed: shown and copied defanged. */

import { ActionIcon, Code, CopyButton, Group, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";

const network = new Set(["ipv4", "ipv6", "cidr", "domain", "url", "email", "onion"]);

/** `evil.example` → `evil[.]example`, `https://` → `hxxps://`. */
export function defang(value: string, type: string | null): string {
  if (type === null || !network.has(type)) return value;
  return value.replace(/^http/i, "hxxp").replaceAll(".", "[.]").replaceAll("@", "[@]");
}

const likeNetwork = /^(?:\d{1,3}\.){3}\d|[\w-]\.[a-z]{2,}(?:[/:]|$)|@/i;

/** Of a value whose type is not told: whatever could be an address or a name. */
export function defangMixed(value: string): string {
  return likeNetwork.test(value) ? defang(value, "url") : value;
}

export function Observable({ value, type }: { value: string; type: string | null }) {
  const shown = defang(value, type);
  return (
    <Group gap={4} wrap="nowrap" align="center">
      <Code style={{ overflowWrap: "anywhere", background: "transparent", padding: 0 }}>
        {shown}
      </Code>
      <CopyButton value={shown}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? "Copied, defanged" : "Copy defanged"}>
            <ActionIcon variant="subtle" size="sm" onClick={copy} aria-label={`Copy ${shown}`}>
              {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Group>
  );
}
