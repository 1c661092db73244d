/** Watch lists and the inventory. */

import { declareRoute, emptyAnswer, jsonAnswer, jsonBody, noBody, type Route } from "@tocsin/http";
import {
  inventoryAnswer,
  inventoryPage,
  inventoryRequest,
  watch,
  watchList,
  watchRequest,
} from "@tocsin/wire/node-api";
import type { Desk } from "../desk/desk.ts";
import { listQuery } from "./queries.ts";
import { owner, type Role, roles } from "./roles.ts";

const watchBytesMax = 4096;
const inventoryBytesMax = 32 * 1024 * 1024;
const inventoryMsMax = 120_000;

export function watchingRoutes({ watching }: Pick<Desk, "watching">): Route<Role>[] {
  return [...watchRoutes(watching), ...inventoryRoutes(watching)];
}

function watchRoutes(watching: Desk["watching"]): Route<Role>[] {
  return [
    declareRoute(roles, {
      method: "GET",
      path: "/api/watches",
      access: owner,
      request: noBody(),
      answer: jsonAnswer(watchList),
      cache: "no-store",
      handle: async () => ({ items: await watching.watches() }),
    }),
    declareRoute(roles, {
      method: "POST",
      path: "/api/watches",
      access: owner,
      request: jsonBody(watchRequest, { bytesMax: watchBytesMax }),
      answer: jsonAnswer(watch, { status: 201 }),
      cache: "no-store",
      handle: ({ body }) => watching.watch(body),
    }),
    declareRoute(roles, {
      method: "DELETE",
      path: "/api/watches/:id",
      access: owner,
      request: noBody(),
      answer: emptyAnswer(),
      cache: "no-store",
      handle: ({ params }) => watching.unwatch(params.id),
    }),
  ];
}

function inventoryRoutes(watching: Desk["watching"]): Route<Role>[] {
  return [
    declareRoute(roles, {
      method: "GET",
      path: "/api/inventory",
      access: owner,
      query: listQuery,
      request: noBody(),
      answer: jsonAnswer(inventoryPage),
      cache: "no-store",
      handle: async ({ query: { after, limit } }) => {
        const { items, total, next } = await watching.inventory.page({ after, limit });
        return { items: [...items], total, next };
      },
    }),
    declareRoute(roles, {
      method: "PUT",
      path: "/api/inventory",
      access: owner,
      request: jsonBody(inventoryRequest, { bytesMax: inventoryBytesMax }),
      answer: jsonAnswer(inventoryAnswer),
      cache: "no-store",
      deadlineMs: inventoryMsMax,
      handle: ({ body }) => watching.takeInventory(body),
    }),
  ];
}
