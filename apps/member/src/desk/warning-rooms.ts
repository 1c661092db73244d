/** The rooms where the feed meets what was seen here. */

import type { Clock } from "@tocsin/kernel";
import type { MemberStore } from "@tocsin/store";
import type { CampaignDesk } from "../campaigns/campaigns.ts";
import type { Protocol } from "../protocol.ts";
import { createMatcher, type Matcher } from "../warnings/matcher.ts";
import type { Relevance } from "../warnings/relevance.ts";
import type { BenignPolicy } from "../warnings/watchable.ts";
import type { Profile } from "./profile.ts";
import { createSightings, type Sightings } from "./sightings.ts";
import { createWarningDesk, type WarningDesk } from "./warnings.ts";

export interface WarningRoomPorts {
  readonly store: Pick<MemberStore, "warnings" | "sightings" | "watches" | "inventory">;
  readonly protocol: Pick<Protocol, "changes" | "classes" | "enrolled" | "on" | "report">;
  readonly profile: Pick<Profile, "current">;
  readonly policy: BenignPolicy;
  readonly clock: Clock;
  readonly campaigns: Pick<CampaignDesk, "namesOf" | "linkOf">;
  readonly tell: (event: "warning" | "report" | "status") => void;
  /** Told that something was seen. */
  readonly onOurs: () => void;
  /** Told that something was seen that is in the feed, too. */
  readonly onSeen: () => void;
  readonly onFailure: (error: unknown) => void;
}

export interface WarningRooms {
  readonly matcher: Matcher;
  readonly warnings: WarningDesk;
  readonly sightings: Sightings;
  /** What concerns us is worked out anew. */
  forgetRelevance(): void;
}

export function createWarningRooms(ports: WarningRoomPorts): WarningRooms {
  const { store, protocol, profile, policy, campaigns, clock, tell } = ports;
  const onChange = (): void => {
    tell("warning");
  };
  const onRaised = (): void => {
    tell("warning");
    ports.onSeen();
  };
  let relevance: { readonly of: string; readonly value: Relevance } | undefined;
  const currentRelevance = async (): Promise<Relevance> => {
    const classes = await protocol.classes();
    const of = classes.join(" ");
    if (relevance?.of !== of) {
      const [watches, products] = await Promise.all([
        store.watches.all(),
        store.inventory.products(),
      ]);
      const given = { profile: profile.current, classes, watches, products };
      const { createRelevance } = await import("../warnings/relevance.ts");
      relevance = { of, value: createRelevance(given) };
    }
    return relevance.value;
  };
  return {
    matcher: createMatcher({
      protocol,
      warnings: store.warnings,
      policy,
      clock,
      relevance: currentRelevance,
      onRaised,
      onReports: () => {
        tell("report");
      },
      onFailure: ports.onFailure,
    }),
    warnings: createWarningDesk({
      store: store.warnings,
      protocol,
      campaigns,
      clock,
      onChange,
    }),
    sightings: createSightings({
      store: store.sightings,
      policy,
      clock,
      onRaised,
      onChange: () => {
        tell("status");
        ports.onOurs();
      },
    }),
    forgetRelevance: () => {
      relevance = undefined;
    },
  };
}
