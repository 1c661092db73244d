/** Channels to the company's own people and systems. */

import {
  bytesAnswer,
  declareRoute,
  emptyAnswer,
  jsonAnswer,
  jsonBody,
  noBody,
  type Route,
} from "@tocsin/http";
import { TocsinError, utf8 } from "@tocsin/kernel";
import {
  channelAdded,
  channelList,
  channelReplay,
  channelRequest,
  channelTest,
  urgencies,
} from "@tocsin/wire/node-api";
import { z } from "zod";
import type { Channels } from "../delivery/channels.ts";
import type { Desk } from "../desk/desk.ts";
import { anyone, owner, type Role, roles } from "./roles.ts";
import { nothing } from "./session.ts";

const requestBytesMax = 32 * 1024;
const testMsMax = 60_000;
const atomItemsMax = 50;
const atomQuery = z.strictObject({ key: z.string().max(64).default("") });

export interface ChannelRouteParts {
  readonly channels: Channels;
  readonly desk: Pick<Desk, "warnings">;
  readonly consoleUrl: () => string;
}

export function channelRoutes({ channels, desk, consoleUrl }: ChannelRouteParts): Route<Role>[] {
  return [
    ...changeRoutes(channels),
    ...tryRoutes(channels),
    atomRoute({ channels, desk, consoleUrl }),
  ];
}

function changeRoutes(channels: Channels): Route<Role>[] {
  return [
    declareRoute(roles, {
      method: "GET",
      path: "/api/channels",
      access: owner,
      request: noBody(),
      answer: jsonAnswer(channelList),
      cache: "no-store",
      handle: async () => ({ items: await channels.list() }),
    }),
    declareRoute(roles, {
      method: "POST",
      path: "/api/channels",
      access: owner,
      request: jsonBody(channelRequest, { bytesMax: requestBytesMax }),
      answer: jsonAnswer(channelAdded, { status: 201 }),
      cache: "no-store",
      handle: ({ body, role }) => {
        // A page in a browser must not lead the node to the company's own network or disk.
        const isInside = "allowPrivate" in body ? body.allowPrivate : body.kind === "file";
        if (isInside && role !== "command-line") throw new TocsinError("not-allowed");
        return channels.add(body);
      },
    }),
    declareRoute(roles, {
      method: "DELETE",
      path: "/api/channels/:id",
      access: owner,
      request: noBody(),
      answer: emptyAnswer(),
      cache: "no-store",
      handle: ({ params }) => channels.remove(params.id),
    }),
  ];
}

function tryRoutes(channels: Channels): Route<Role>[] {
  return [
    declareRoute(roles, {
      method: "POST",
      path: "/api/channels/:id/test",
      access: owner,
      request: nothing,
      answer: jsonAnswer(channelTest),
      cache: "no-store",
      deadlineMs: testMsMax,
      handle: ({ params }) => channels.test(params.id),
    }),
    declareRoute(roles, {
      method: "POST",
      path: "/api/channels/:id/replay",
      access: owner,
      request: nothing,
      answer: jsonAnswer(channelReplay),
      cache: "no-store",
      handle: ({ params }) => channels.replay(params.id),
    }),
  ];
}

/** A reader of feeds signs in with nothing but the channel's key. */
function atomRoute({ channels, desk, consoleUrl }: ChannelRouteParts): Route<Role> {
  return declareRoute(roles, {
    method: "GET",
    path: "/api/channels/:id/atom",
    access: anyone,
    query: atomQuery,
    request: noBody(),
    answer: bytesAnswer("application/atom+xml"),
    cache: "no-store",
    handle: async ({ params, query, header }) => {
      const bearer = /^Bearer ([\w-]{1,64})$/.exec(header("authorization") ?? "")?.[1];
      const channel = await channels.atom(params.id, bearer ?? query.key);
      if (channel === undefined) throw new TocsinError("not-found");
      const page = await desk.warnings.page({
        state: "new",
        after: undefined,
        limit: atomItemsMax,
      });
      const least = urgencies.indexOf(channel.urgencyMin);
      const shown = page.items.filter(({ urgency }) => urgencies.indexOf(urgency) >= least);
      const { atomFeed } = await import("../delivery/atom-feed.ts");
      return { body: utf8(atomFeed(channel, shown, consoleUrl())) };
    },
  });
}
