/** Campaigns, and this company's own corrections of them, of which members learn only by their own call. */

import { declareRoute, jsonAnswer, jsonBody, noBody, type Route } from "@tocsin/http";
import { campaign, campaignPage, correctionRequest } from "@tocsin/wire/node-api";
import type { Desk } from "../desk/desk.ts";
import { listQuery } from "./queries.ts";
import { owner, type Role, roles } from "./roles.ts";
import { nothing } from "./session.ts";

const correctionBytesMax = 4096;

export function campaignRoutes(desk: Desk): Route<Role>[] {
  return [
    declareRoute(roles, {
      method: "GET",
      path: "/api/campaigns",
      access: owner,
      query: listQuery,
      request: noBody(),
      answer: jsonAnswer(campaignPage),
      cache: "no-store",
      handle: ({ query: { after, limit } }) => desk.campaigns.page({ after, limit }),
    }),
    declareRoute(roles, {
      method: "GET",
      path: "/api/campaigns/:id",
      access: owner,
      request: noBody(),
      answer: jsonAnswer(campaign),
      cache: "no-store",
      handle: ({ params }) => desk.campaigns.view(params.id),
    }),
    declareRoute(roles, {
      method: "POST",
      path: "/api/campaigns/:id/corrections",
      access: owner,
      request: jsonBody(correctionRequest, { bytesMax: correctionBytesMax }),
      answer: jsonAnswer(campaign),
      cache: "no-store",
      handle: ({ params, body }) => desk.campaigns.correct(params.id, body),
    }),
    declareRoute(roles, {
      method: "POST",
      path: "/api/campaigns/:id/corrections/:correction/votes",
      access: owner,
      request: nothing,
      answer: jsonAnswer(campaign),
      cache: "no-store",
      handle: ({ params }) => desk.campaigns.tell(params.id, params.correction),
    }),
    declareRoute(roles, {
      method: "DELETE",
      path: "/api/campaigns/:id/corrections/:correction",
      access: owner,
      request: noBody(),
      answer: jsonAnswer(campaign),
      cache: "no-store",
      handle: ({ params }) => desk.campaigns.undo(params.id, params.correction),
    }),
  ];
}
