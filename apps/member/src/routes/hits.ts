/**
 * Sources of hits: a watched folder, a syslog listener. They reach into this machine, so the command line
 * alone sets them up; the console shows how they go.
 */

import { declareRoute, emptyAnswer, jsonAnswer, jsonBody, noBody, type Route } from "@tocsin/http";
import {
  hitSourceList,
  hitSourceView,
  hitTrial,
  hitTrialRequest,
  newHitSource,
} from "@tocsin/wire/node-api";

import type { HitSources } from "../hits/hit-sources.ts";
import { owner, type Role, roles, terminalOnly } from "./roles.ts";

const settingBytesMax = 16 * 1024;
const trialBytesMax = 8 * 1024 * 1024;
const trialMsMax = 120_000;

export function hitRoutes(hits: HitSources): Route<Role>[] {
  return [
    declareRoute(roles, {
      method: "GET",
      path: "/api/hit-sources",
      access: owner,
      request: noBody(),
      answer: jsonAnswer(hitSourceList),
      cache: "no-store",
      handle: async () => ({ items: [...(await hits.list())] }),
    }),
    declareRoute(roles, {
      method: "POST",
      path: "/api/hit-sources",
      access: terminalOnly,
      request: jsonBody(newHitSource, { bytesMax: settingBytesMax }),
      answer: jsonAnswer(hitSourceView, { status: 201 }),
      cache: "no-store",
      handle: ({ body }) => hits.add(body),
    }),
    declareRoute(roles, {
      method: "DELETE",
      path: "/api/hit-sources/:id",
      access: owner,
      request: noBody(),
      answer: emptyAnswer(),
      cache: "no-store",
      handle: async ({ params }) => {
        await hits.remove(params.id);
        return undefined;
      },
    }),
    declareRoute(roles, {
      method: "POST",
      path: "/api/hit-trials",
      access: terminalOnly,
      request: jsonBody(hitTrialRequest, { bytesMax: trialBytesMax }),
      answer: jsonAnswer(hitTrial),
      cache: "no-store",
      deadlineMs: trialMsMax,
      atOnceMax: 4,
      handle: ({ body }) => hits.try(body),
    }),
  ];
}
