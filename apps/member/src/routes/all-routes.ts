/** The whole local API: one list, held against the authorisation table by a test. */

import type { EventHub, Route } from "@tocsin/http";
import type { Desk, NodeEvent } from "../desk/desk.ts";
import type { Doctor } from "../doctor.ts";
import type { HitSources } from "../hits/hit-sources.ts";
import type { Protocol } from "../protocol.ts";
import type { Recipients } from "../recipients/recipients.ts";
import type { Access } from "./access.ts";
import { approvalRoutes } from "./approvals.ts";
import { campaignRoutes } from "./campaigns.ts";
import { type ChannelRouteParts, channelRoutes } from "./channels.ts";
import { checkRoutes } from "./checks.ts";
import { draftRoutes } from "./drafts.ts";
import { type FeedParts, feedRoutes } from "./feeds.ts";
import { hitRoutes } from "./hits.ts";
import { keyRoutes } from "./keys.ts";
import { nodeRoutes } from "./node.ts";
import { withDescription } from "./openapi.ts";
import { recipientRoutes } from "./recipients.ts";
import { reportRoutes } from "./reports.ts";
import type { Role } from "./roles.ts";
import { sessionRoutes } from "./session.ts";
import { talkRoutes } from "./talk.ts";
import { watchingRoutes } from "./watching.ts";
import { warningRoutes } from "./warnings.ts";

export interface RouteParts {
  readonly feeds: FeedParts;
  readonly hits: HitSources;
  readonly channels: ChannelRouteParts["channels"];
  readonly desk: Desk;
  readonly protocol: Protocol;
  readonly recipients: Recipients;
  readonly doctor: Doctor;
  readonly access: Access;
  readonly hub: EventHub<NodeEvent>;
  /** Where the console is, without a slash at the end. */
  readonly consoleUrl: () => string;
  /** Told after the node has joined a community. */
  readonly onEnrolled: () => void;
}

export function allRoutes(parts: RouteParts): Route<Role>[] {
  const { desk, protocol, access, hub, consoleUrl } = parts;
  return withDescription([
    ...sessionRoutes(access, hub, consoleUrl, desk.inspector),
    ...nodeRoutes(parts),
    ...draftRoutes(desk),
    ...approvalRoutes(desk),
    ...reportRoutes(desk, protocol),
    ...recipientRoutes(parts.recipients),
    ...campaignRoutes(desk),
    ...checkRoutes(protocol),
    ...talkRoutes({ protocol, desk }),
    ...warningRoutes(desk),
    ...watchingRoutes(desk),
    ...feedRoutes(parts.feeds),
    ...hitRoutes(parts.hits),
    ...channelRoutes(parts),
    ...keyRoutes(parts),
  ]);
}
