/** Warnings, and what was seen here. */

import { declareRoute, emptyAnswer, jsonAnswer, jsonBody, noBody, type Route } from "@tocsin/http";
import {
  sightingPage,
  sightingsAnswer,
  sightingsRequest,
  tuningList,
  warning,
  warningChange,
  warningPage,
} from "@tocsin/wire/node-api";
import type { Desk } from "../desk/desk.ts";
import { listQuery, warningsQuery } from "./queries.ts";
import { addable, owner, readable, type Role, roles } from "./roles.ts";

const changeBytesMax = 96 * 1024;
const sightingsBytesMax = 48 * 1024 * 1024;
const sightingsMsMax = 120_000;

export function warningRoutes(desk: Desk): Route<Role>[] {
  return [
    declareRoute(roles, {
      method: "GET",
      path: "/api/warnings",
      access: readable,
      query: warningsQuery,
      request: noBody(),
      answer: jsonAnswer(warningPage),
      cache: "no-store",
      handle: ({ query: { state, after, limit } }) => desk.warnings.page({ state, after, limit }),
    }),
    declareRoute(roles, {
      method: "GET",
      path: "/api/warnings/:id",
      access: readable,
      request: noBody(),
      answer: jsonAnswer(warning),
      cache: "no-store",
      handle: ({ params }) => desk.warnings.view(params.id),
    }),
    declareRoute(roles, {
      method: "PATCH",
      path: "/api/warnings/:id",
      access: owner,
      request: jsonBody(warningChange, { bytesMax: changeBytesMax }),
      answer: jsonAnswer(warning),
      cache: "no-store",
      handle: ({ params, body }) => desk.warnings.change(params.id, body),
    }),
    ...tuningRoutes(desk),
    ...sightingRoutes(desk),
  ];
}

function tuningRoutes(desk: Desk): Route<Role>[] {
  return [
    declareRoute(roles, {
      method: "GET",
      path: "/api/tunings",
      access: readable,
      request: noBody(),
      answer: jsonAnswer(tuningList),
      cache: "no-store",
      handle: async () => ({ items: await desk.warnings.tunings() }),
    }),
    declareRoute(roles, {
      method: "DELETE",
      path: "/api/tunings/:id",
      access: owner,
      request: noBody(),
      answer: emptyAnswer(),
      cache: "no-store",
      handle: async ({ params }) => {
        await desk.warnings.untune(params.id);
        return undefined;
      },
    }),
  ];
}

function sightingRoutes(desk: Desk): Route<Role>[] {
  return [
    declareRoute(roles, {
      method: "GET",
      path: "/api/sightings",
      access: owner,
      query: listQuery,
      request: noBody(),
      answer: jsonAnswer(sightingPage),
      cache: "no-store",
      handle: async ({ query: { after, limit } }) => {
        const { items, total, next } = await desk.sightings.page({ after, limit });
        return { items: [...items], total, next };
      },
    }),
    declareRoute(roles, {
      method: "POST",
      path: "/api/sightings",
      access: addable,
      request: jsonBody(sightingsRequest, { bytesMax: sightingsBytesMax }),
      answer: jsonAnswer(sightingsAnswer),
      cache: "no-store",
      deadlineMs: sightingsMsMax,
      handle: ({ body }) => desk.sightings.add(body),
    }),
  ];
}
