/** Reports: what the ledger says, and what the author of one may do with it. */

import { evidencePolicy } from "@tocsin/disclosure";
import {
  bytesAnswer,
  declareRoute,
  documentHeaders,
  jsonAnswer,
  jsonBody,
  noBody,
  type Route,
} from "@tocsin/http";
import { utf8 } from "@tocsin/kernel";
import { authorshipProof, draft, receipt, reportView, sealedAuthorship } from "@tocsin/wire";
import { sealedAuthorshipRequest } from "@tocsin/wire/proofs";
import { authorshipRequest, reportEvidence, reportPage } from "@tocsin/wire/node-api";
import type { Desk } from "../desk/desk.ts";
import type { Protocol } from "../protocol.ts";
import { reportsQuery } from "./queries.ts";
import { owner, readable, type Role, roles } from "./roles.ts";
import { nothing } from "./session.ts";

const namedBytesMax = 4096;

export function reportRoutes(desk: Desk, protocol: Protocol): Route<Role>[] {
  return [
    ...readingRoutes(desk),
    ...changeRoutes(desk),
    ...evidenceRoutes(desk),
    ...proofRoutes(desk, protocol),
  ];
}

function readingRoutes(desk: Desk): Route<Role>[] {
  return [
    declareRoute(roles, {
      method: "GET",
      path: "/api/reports",
      access: readable,
      query: reportsQuery,
      request: noBody(),
      answer: jsonAnswer(reportPage),
      cache: "no-store",
      handle: ({ query: { q, mine, after, limit } }) =>
        desk.reports.page({ q, mine: mine === "true", after, limit }),
    }),
    declareRoute(roles, {
      method: "GET",
      path: "/api/reports/:id",
      access: readable,
      request: noBody(),
      answer: jsonAnswer(reportView),
      cache: "no-store",
      handle: ({ params }) => desk.reports.view(params.id),
    }),
  ];
}

function changeRoutes(desk: Desk): Route<Role>[] {
  return [
    declareRoute(roles, {
      method: "POST",
      path: "/api/reports/:id/undo",
      access: owner,
      request: nothing,
      answer: jsonAnswer(reportView),
      cache: "no-store",
      handle: ({ params }) => desk.reports.undo(params.id),
    }),
    declareRoute(roles, {
      method: "POST",
      path: "/api/reports/:id/amend",
      access: owner,
      request: nothing,
      answer: jsonAnswer(draft),
      cache: "no-store",
      handle: ({ params }) => desk.amend(params.id),
    }),
    declareRoute(roles, {
      method: "POST",
      path: "/api/reports/:id/withdraw",
      access: owner,
      request: nothing,
      answer: jsonAnswer(reportView),
      cache: "no-store",
      handle: ({ params }) => desk.reports.withdraw(params.id),
    }),
  ];
}

function evidenceRoutes(desk: Desk): Route<Role>[] {
  return [
    declareRoute(roles, {
      method: "GET",
      path: "/api/reports/:id/evidence",
      access: owner,
      request: noBody(),
      answer: jsonAnswer(reportEvidence),
      cache: "no-store",
      handle: ({ params }) => desk.reports.evidence(params.id),
    }),
    declareRoute(roles, {
      method: "GET",
      path: "/api/reports/:id/evidence/page",
      access: owner,
      request: noBody(),
      answer: bytesAnswer("text/html"),
      cache: "no-store",
      handle: async ({ params, answerHeaders }) => {
        const page = await desk.reports.evidencePage(params.id);
        const headers = documentHeaders(evidencePolicy, "review-record.html");
        for (const [name, value] of Object.entries(headers)) answerHeaders.set(name, value);
        return { body: utf8(page) };
      },
    }),
  ];
}

function proofRoutes(desk: Desk, protocol: Protocol): Route<Role>[] {
  return [
    declareRoute(roles, {
      method: "GET",
      path: "/api/reports/:id/receipt",
      access: owner,
      request: noBody(),
      answer: jsonAnswer(receipt),
      cache: "no-store",
      handle: ({ params }) => protocol.receipt(params.id),
    }),
    declareRoute(roles, {
      method: "POST",
      path: "/api/reports/:id/authorship",
      access: owner,
      request: jsonBody(authorshipRequest, { bytesMax: namedBytesMax }),
      answer: jsonAnswer(authorshipProof),
      cache: "no-store",
      handle: ({ params, body }) => protocol.authorshipProof(params.id, body.challenge),
    }),
    declareRoute(roles, {
      method: "POST",
      path: "/api/reports/:id/sealed-authorship",
      access: owner,
      request: jsonBody(sealedAuthorshipRequest, { bytesMax: namedBytesMax }),
      answer: jsonAnswer(sealedAuthorship),
      cache: "no-store",
      handle: ({ params, body }) =>
        protocol.sealedAuthorshipProof(params.id, body.challenge, body.verifier),
    }),
  ];
}
