/** Free prose leaves only once a person has read what it may betray. */

import { Alert, Button } from "@mantine/core";
import type { Draft } from "@tocsin/wire/desk";

export function ProseRisk({ draft, accept }: { draft: Draft; accept: () => void }) {
  const risk = draft.blockers.find((it) => it.code === "prose-risk");
  if (risk === undefined) return null;
  return (
    <Alert color="red" title="Prose names its author">
      <p>{risk.why}</p>
      <Button size="compact-sm" color="red" variant="outline" onClick={accept}>
        I have read this; send the prose as it is
      </Button>
    </Alert>
  );
}
