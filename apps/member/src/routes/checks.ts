/** Asking before telling: what a person asks about, and the matches of what was seen here. */

import { declareRoute, jsonAnswer, jsonBody, noBody, type Route } from "@tocsin/http";
import { check, checkList, checkRequest, match, matchPage } from "@tocsin/wire/node-api";
import { z } from "zod";
import type { Protocol } from "../protocol.ts";
import { listQuery } from "./queries.ts";
import { owner, type Role, roles } from "./roles.ts";

const checkBytesMax = 4 * 1024 * 1024;
const withdrawBytesMax = 1024;

export function checkRoutes({ blind }: Pick<Protocol, "blind">): Route<Role>[] {
  return [
    declareRoute(roles, {
      method: "POST",
      path: "/api/checks",
      access: owner,
      request: jsonBody(checkRequest, { bytesMax: checkBytesMax }),
      answer: jsonAnswer(check, { status: 201 }),
      cache: "no-store",
      handle: ({ body: { text, seal = false, dryRun = false } }) =>
        dryRun ? blind.tryCheck(text, seal) : blind.check(text, seal),
    }),
    declareRoute(roles, {
      method: "GET",
      path: "/api/checks",
      access: owner,
      query: listQuery,
      request: noBody(),
      answer: jsonAnswer(checkList),
      cache: "no-store",
      handle: ({ query: { limit } }) => blind.checks(limit),
    }),
    declareRoute(roles, {
      method: "GET",
      path: "/api/checks/:id",
      access: owner,
      request: noBody(),
      answer: jsonAnswer(check),
      cache: "no-store",
      handle: ({ params }) => blind.checkOf(params.id),
    }),
    ...matchRoutes(blind),
  ];
}

function matchRoutes(blind: Protocol["blind"]): Route<Role>[] {
  return [
    declareRoute(roles, {
      method: "GET",
      path: "/api/matches",
      access: owner,
      query: listQuery,
      request: noBody(),
      answer: jsonAnswer(matchPage),
      cache: "no-store",
      handle: ({ query: { after, limit } }) =>
        blind.matchPage({ limit, ...(after === undefined ? {} : { after }) }),
    }),
    declareRoute(roles, {
      method: "GET",
      path: "/api/matches/:id",
      access: owner,
      request: noBody(),
      answer: jsonAnswer(match),
      cache: "no-store",
      handle: ({ params }) => blind.matchView(params.id),
    }),
    declareRoute(roles, {
      method: "POST",
      path: "/api/matches/:id/withdraw",
      access: owner,
      request: jsonBody(z.strictObject({}), { bytesMax: withdrawBytesMax }),
      answer: jsonAnswer(match),
      cache: "no-store",
      handle: ({ params }) => blind.withdraw(params.id),
    }),
  ];
}
