/** The node's state for people: the protocol's part with the company's name and the desk's counts. */

import type { MemberStore } from "@tocsin/store";
import type { CompanyProfile } from "@tocsin/wire";
import type { NodeStatus } from "@tocsin/wire/node-api";
import type { Protocol } from "../protocol.ts";

export interface StatusPorts {
  readonly store: Pick<MemberStore, "drafts" | "sightings" | "warnings">;
  readonly protocol: Pick<Protocol, "status">;
  readonly profile: CompanyProfile;
}

export async function deskStatus({ store, protocol, profile }: StatusPorts): Promise<NodeStatus> {
  const { legalId, counts, ...status } = await protocol.status();
  const [warningsNew, drafts, sightings] = await Promise.all([
    store.warnings.newCount(status.nowMs),
    store.drafts.count(),
    store.sightings.count(),
  ]);
  return {
    ...status,
    company: profile.names[0] ?? legalId,
    counts: { ...counts, warningsNew, drafts, sightings },
  };
}
