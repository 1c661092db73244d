/** What somebody opened, as a reader sees it. Hostile input. */

import { Text } from "@mantine/core";
import type { Gives } from "@tocsin/wire/node-api";

export function Given({ gives }: { gives: Gives }) {
  const lines = [
    gives.class === null ? undefined : `sector ${gives.class}`,
    gives.seen === null ? undefined : `seen ${gives.seen}`,
    gives.techniques.length === 0 ? undefined : gives.techniques.join(", "),
    gives.contact === null ? undefined : `contact: ${gives.contact}`,
    gives.report === null ? undefined : `report ${gives.report}`,
  ].filter((it) => it !== undefined);
  return (
    <Text size="sm" style={{ overflowWrap: "anywhere" }}>
      {lines.length === 0 ? "nothing but that the same was seen" : lines.join(" · ")}
    </Text>
  );
}
