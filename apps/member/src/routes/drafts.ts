/** Drafts: from a source to decisions, approval and sharing. */

import {
  declareRoute,
  eitherBody,
  emptyAnswer,
  jsonAnswer,
  jsonBody,
  noBody,
  rawBody,
  type Route,
} from "@tocsin/http";
import { utf8 } from "@tocsin/kernel";
import { draft, draftStates, reportView } from "@tocsin/wire";
import {
  approveRequest,
  draftChanges,
  draftFromText,
  draftPage,
  shareRequest,
} from "@tocsin/wire/node-api";
import type { z } from "zod";
import type { Desk } from "../desk/desk.ts";
import type { DraftRequest } from "../desk/new-drafts.ts";
import { documentLimits } from "../documents/limits.ts";
import { draftQuery, listQuery } from "./queries.ts";
import { addable, noSystems, owner, type Role, roles } from "./roles.ts";
import { nothing } from "./session.ts";

/** Reading and inspecting a long source; longer than the inspection's own deadline. */
const readingMsMax = 180_000;
const changesBytesMax = 4 * 1024 * 1024;
const namedBytesMax = 4096;
/** JSON writes some characters in six. */
const textBytesMax = documentLimits.plainBytesMax + 16 * 1024 * 1024;

/** What was shared or thrown away is not worked on any more. */
const atWork = {
  ...noSystems,
  stranger: false,
  console: ["open", "approved"],
  "command-line": ["open", "approved"],
} as const;
const there = {
  ...noSystems,
  stranger: false,
  console: ["open", "approved", "shared"],
  "command-line": ["open", "approved", "shared"],
} as const;

export function draftRoutes(desk: Desk): Route<Role>[] {
  return [...listRoutes(desk), ...workRoutes(desk), ...lastRoutes(desk)];
}

function objectOf(desk: Desk) {
  return { states: draftStates, find: ({ id }: { readonly id: string }) => desk.drafts.state(id) };
}

function listRoutes(desk: Desk): Route<Role>[] {
  return [
    declareRoute(roles, {
      method: "GET",
      path: "/api/drafts",
      access: owner,
      query: listQuery,
      request: noBody(),
      answer: jsonAnswer(draftPage),
      cache: "no-store",
      handle: ({ query: { after, limit } }) => desk.drafts.page({ after, limit }),
    }),
    declareRoute(roles, {
      method: "POST",
      path: "/api/drafts",
      access: addable,
      query: draftQuery,
      request: eitherBody(
        jsonBody(draftFromText, { bytesMax: textBytesMax }),
        rawBody({
          mediaTypes: ["application/octet-stream"],
          bytesMax: documentLimits.plainBytesMax,
        }),
      ),
      answer: jsonAnswer(draft, { status: 201 }),
      cache: "no-store",
      deadlineMs: readingMsMax,
      atOnceMax: 8,
      handle: ({ query, body, signal }) =>
        desk.newDraft({ ...requestOf(query.name, body), signal }),
    }),
  ];
}

function requestOf(
  name: string,
  body: { readonly bytes: Uint8Array } | z.output<typeof draftFromText>,
): DraftRequest {
  if ("bytes" in body) return { name, bytes: body.bytes };
  const { amends, marked } = body;
  return { name: body.name, bytes: utf8(body.text), amends, marked };
}

function workRoutes(desk: Desk): Route<Role>[] {
  return [
    declareRoute(roles, {
      method: "GET",
      path: "/api/drafts/:id",
      access: there,
      object: objectOf(desk),
      request: noBody(),
      answer: jsonAnswer(draft),
      cache: "no-store",
      handle: ({ params }) => desk.drafts.view(params.id),
    }),
    declareRoute(roles, {
      method: "PATCH",
      path: "/api/drafts/:id",
      access: atWork,
      object: objectOf(desk),
      request: jsonBody(draftChanges, { bytesMax: changesBytesMax }),
      answer: jsonAnswer(draft),
      cache: "no-store",
      handle: ({ params, body }) => desk.drafts.change(params.id, body),
    }),
    declareRoute(roles, {
      method: "DELETE",
      path: "/api/drafts/:id",
      access: atWork,
      object: objectOf(desk),
      request: noBody(),
      answer: emptyAnswer(),
      cache: "no-store",
      handle: async ({ params }) => {
        await desk.drafts.discard(params.id);
        return undefined;
      },
    }),
  ];
}

function lastRoutes(desk: Desk): Route<Role>[] {
  return [
    declareRoute(roles, {
      method: "POST",
      path: "/api/drafts/:id/generalise",
      access: atWork,
      object: objectOf(desk),
      request: nothing,
      answer: jsonAnswer(draft),
      cache: "no-store",
      handle: ({ params }) => desk.drafts.generalise(params.id),
    }),
    declareRoute(roles, {
      method: "POST",
      path: "/api/drafts/:id/approve",
      access: atWork,
      object: objectOf(desk),
      request: jsonBody(approveRequest, { bytesMax: namedBytesMax }),
      answer: jsonAnswer(draft),
      cache: "no-store",
      handle: ({ params, body }) => desk.drafts.approve(params.id, body.outgoingHash, body.by),
    }),
    declareRoute(roles, {
      method: "POST",
      path: "/api/drafts/:id/share",
      access: atWork,
      object: objectOf(desk),
      request: jsonBody(shareRequest, { bytesMax: namedBytesMax }),
      answer: jsonAnswer(reportView),
      cache: "no-store",
      handle: ({ params, body }) => desk.share(params.id, body.outgoingHash),
    }),
  ];
}
