/**
 * Feeds of others: what is read from where, and what it brought. A secret goes in and is never shown; what
 * reaches into this machine or the private network is for the command line alone, not for a page.
 */

import path from "node:path";

import { declareRoute, emptyAnswer, jsonAnswer, jsonBody, noBody, type Route } from "@tocsin/http";
import { TocsinError } from "@tocsin/kernel";
import {
  concernList,
  feedKinds,
  feedList,
  feedSchemes,
  feedSync,
  feedSyncRequest,
  feedTest,
  feedValuePage,
  feedValuesMax,
  feedView,
  type FeedView,
  knownExploited,
  newFeed,
} from "@tocsin/wire/node-api";
import { z } from "zod";

import type { Concerns } from "../feeds/concerns.ts";
import type { FeedStanding, Imports } from "../feeds/imports.ts";
import { owner, readable, type Role, roles } from "./roles.ts";
import { nothing } from "./session.ts";

export interface FeedParts {
  readonly imports: Imports;
  /** What the company runs. */
  readonly products: () => Promise<
    readonly { readonly vendor: string; readonly product: string }[]
  >;
  readonly now: () => number;
  readonly concerns: Pick<Concerns, "list">;
}

const feedBytesMax = 16 * 1024;
/** The first reading of a large feed takes its time. */
const syncMsMax = 15 * 60_000;
const findingsMax = 5000;

const valuesQuery = z.strictObject({
  after: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .default(0),
  limit: z
    .string()
    .regex(/^[1-9]\d{0,3}$/)
    .transform(Number)
    .pipe(z.number().max(feedValuesMax))
    .default(1000),
});

export function feedRoutes(parts: FeedParts): Route<Role>[] {
  return [...standingRoutes(parts), ...syncRoutes(parts), ...knowledgeRoutes(parts)];
}

function standingRoutes({ imports }: FeedParts): Route<Role>[] {
  return [
    declareRoute(roles, {
      method: "GET",
      path: "/api/feeds",
      access: owner,
      request: noBody(),
      answer: jsonAnswer(feedList),
      cache: "no-store",
      handle: async () => ({ items: (await imports.list()).map(viewOf) }),
    }),
    declareRoute(roles, {
      method: "POST",
      path: "/api/feeds",
      access: owner,
      request: jsonBody(newFeed, { bytesMax: feedBytesMax }),
      answer: jsonAnswer(feedView, { status: 201 }),
      cache: "no-store",
      handle: async ({ body, role }) => {
        const reachesIn = body.allowPrivate === true || path.isAbsolute(body.url);
        if (reachesIn && role !== "command-line") throw new TocsinError("not-allowed");
        return viewOf(await imports.add(body));
      },
    }),
    declareRoute(roles, {
      method: "DELETE",
      path: "/api/feeds/:id",
      access: owner,
      request: noBody(),
      answer: emptyAnswer(),
      cache: "no-store",
      handle: async ({ params }) => {
        await imports.remove(params.id);
        return undefined;
      },
    }),
  ];
}

function syncRoutes({ imports }: FeedParts): Route<Role>[] {
  return [
    declareRoute(roles, {
      method: "POST",
      path: "/api/feeds/:id/sync",
      access: owner,
      request: jsonBody(feedSyncRequest, { bytesMax: feedBytesMax }),
      answer: jsonAnswer(feedSync),
      cache: "no-store",
      deadlineMs: syncMsMax,
      atOnceMax: 8,
      handle: async ({ params, body }) => {
        const { feed, result } = await imports.sync(params.id, body.accept);
        return { feed: viewOf(feed), ...result, refusals: [...result.refusals] };
      },
    }),
    declareRoute(roles, {
      method: "POST",
      path: "/api/feeds/:id/test",
      access: owner,
      request: nothing,
      answer: jsonAnswer(feedTest),
      cache: "no-store",
      deadlineMs: syncMsMax,
      atOnceMax: 8,
      handle: async ({ params }) => {
        try {
          const result = await imports.test(params.id);
          return { ok: true, code: null, ...result, refusals: [...result.refusals] };
        } catch (error) {
          if (!(error instanceof TocsinError) || error.code === "not-found") throw error;
          // What went wrong is what a test is asked for.
          const refusals = error.detail === undefined ? [] : [error.detail.slice(0, 200)];
          return { ok: false, code: error.code, items: 0, values: 0, refused: 0, refusals };
        }
      },
    }),
  ];
}

function knowledgeRoutes({ imports, products, now, concerns }: FeedParts): Route<Role>[] {
  return [
    declareRoute(roles, {
      method: "GET",
      path: "/api/concerns",
      access: readable,
      request: noBody(),
      answer: jsonAnswer(concernList),
      cache: "no-store",
      handle: async () => ({ items: [...(await concerns.list())] }),
    }),
    declareRoute(roles, {
      method: "GET",
      path: "/api/feed-values",
      access: readable,
      query: valuesQuery,
      request: noBody(),
      answer: jsonAnswer(feedValuePage),
      cache: "no-store",
      handle: async ({ query: { after, limit } }) => {
        const { items, next } = await imports.values(after, limit);
        const values = items.map((it) => ({
          ...it,
          confidence: confidenceNamed(it.confidence),
          feeds: [...it.feeds],
        }));
        return { items: values, next: next === null ? null : String(next) };
      },
    }),
    declareRoute(roles, {
      method: "GET",
      path: "/api/known-exploited",
      access: readable,
      request: noBody(),
      answer: jsonAnswer(knownExploited),
      cache: "no-store",
      handle: async () => {
        const { kevFindings } = await import("@tocsin/threat/formats");
        const entries = await imports.kev();
        const found = kevFindings(entries, await products(), now());
        const findings = found.slice(0, findingsMax).map(({ entry, daysLeft }) => ({
          cve: entry.cveID,
          vendor: entry.vendorProject,
          product: entry.product,
          due: entry.dueDate,
          daysLeft,
          ransomware: entry.knownRansomwareCampaignUse === "Known",
          action: entry.requiredAction,
        }));
        return { entries: entries.length, findings };
      },
    }),
  ];
}

function viewOf(feed: FeedStanding): FeedView {
  const { id, name, url, everyMs, allowPrivate, triedMs, goodMs, nextMs, failures, code } = feed;
  const { items, values, newestMs, isSyncing } = feed;
  const settled = triedMs === null ? "new" : failures > 0 ? "failing" : "good";
  return {
    ...{ id, name, url, everyMs, allowPrivate, triedMs, goodMs, nextMs, failures, code },
    ...{ items, values, newestMs, signers: [...feed.signers] },
    kind: feedKinds.find((it) => it === feed.kind) ?? "list",
    scheme: feedSchemes.find((it) => it === feed.scheme) ?? null,
    state: isSyncing ? "syncing" : settled,
  };
}

function confidenceNamed(text: string): "low" | "medium" | "high" {
  return text === "high" || text === "medium" ? text : "low";
}
