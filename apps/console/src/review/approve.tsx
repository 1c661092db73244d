/** The approval of a review, and beside it what is missing for it, with the way there. */

import { Anchor, Button, Stack, Text } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import type { Draft } from "@tocsin/wire/desk";
import { useId } from "react";

import { useApproval } from "../api/queries.ts";
import { Problem } from "../parts/problem.tsx";
import { useGoToMissing } from "./go-to-missing.ts";

export function Approve({ draft, choose }: { draft: Draft; choose: (item: string) => void }) {
  const approval = useApproval(draft.id);
  const navigate = useNavigate();
  const reasonId = useId();
  const goTo = useGoToMissing(draft, choose);
  const toShare = () => void navigate({ to: "/drafts/$id/share", params: { id: draft.id } });
  const { outgoingHash } = draft;
  if (draft.state === "approved") return <Button onClick={toShare}>Go on to share</Button>;
  const [first, ...others] = outgoingHash === null ? draft.blockers : [];
  const goThere = () => {
    if (first !== undefined) goTo(first);
  };
  const isReady = outgoingHash !== null && draft.state === "open";
  return (
    <Stack gap={4} maw={420}>
      {/* Not `disabled`: the keyboard reaches it, so that its reason is read out. */}
      <Button
        style={{ alignSelf: "flex-start" }}
        aria-disabled={!isReady}
        {...(isReady ? {} : { "data-disabled": true })}
        aria-describedby={first === undefined ? undefined : reasonId}
        loading={approval.isPending}
        onClick={() =>
          outgoingHash !== null && isReady
            ? approval.mutate(outgoingHash, { onSuccess: toShare })
            : goThere()
        }
      >
        Approve these bytes
      </Button>
      {first !== undefined && (
        <>
          <Text size="sm" id={reasonId}>
            Not yet: {first.why}
            {others.length > 0 &&
              ` And ${String(others.length)} more ${others.length === 1 ? "reason" : "reasons"}.`}
          </Text>
          <Anchor component="button" type="button" size="sm" ta="left" onClick={goThere}>
            Go to what is missing
          </Anchor>
        </>
      )}
      {approval.error !== null && <Problem error={approval.error} />}
    </Stack>
  );
}
