/**
 * Policy, counsel's queue and standing approvals. Whoever decides for counsel shows it with counsel's
 * passphrase; the policy itself is changed at the command line alone.
 */

import { declareRoute, jsonAnswer, jsonBody, noBody, type Route } from "@tocsin/http";
import { draft, draftStates } from "@tocsin/wire";
import {
  counselRequest,
  draftPage,
  passphraseRequest,
  policyChange,
  policyView,
  standingList,
  standingRequest,
  standingUses,
  standingView,
} from "@tocsin/wire/node-api";
import type { Desk } from "../desk/desk.ts";
import { listQuery } from "./queries.ts";
import { noSystems, owner, type Role, roles, terminalOnly } from "./roles.ts";

/** A passphrase is made slow to try on purpose. */
const slowMsMax = 60_000;
const decisionBytesMax = 16 * 1024;
const policyBytesMax = 256 * 1024;

const waiting = {
  ...noSystems,
  stranger: false,
  console: ["approved"],
  "command-line": ["approved"],
} as const;

export function approvalRoutes(desk: Desk): Route<Role>[] {
  return [...policyRoutes(desk), ...queueRoutes(desk), ...standingRoutes(desk), ...endRoutes(desk)];
}

function policyRoutes(desk: Desk): Route<Role>[] {
  return [
    declareRoute(roles, {
      method: "GET",
      path: "/api/policy",
      access: owner,
      request: noBody(),
      answer: jsonAnswer(policyView),
      cache: "no-store",
      handle: () => desk.policy.view(),
    }),
    declareRoute(roles, {
      method: "PUT",
      path: "/api/policy",
      access: terminalOnly,
      request: jsonBody(policyChange, { bytesMax: policyBytesMax }),
      answer: jsonAnswer(policyView),
      cache: "no-store",
      deadlineMs: slowMsMax,
      atOnceMax: 1,
      handle: ({ body }) => desk.policy.change(body),
    }),
  ];
}

function queueRoutes(desk: Desk): Route<Role>[] {
  const decision = (verb: "approve" | "return", decided: "approved" | "returned") =>
    declareRoute(roles, {
      method: "POST",
      path: `/api/approvals/:id/${verb}`,
      access: waiting,
      object: {
        states: draftStates,
        find: ({ id }: { readonly id: string }) => desk.drafts.state(id),
      },
      request: jsonBody(counselRequest, { bytesMax: decisionBytesMax }),
      answer: jsonAnswer(draft),
      cache: "no-store",
      deadlineMs: slowMsMax,
      atOnceMax: 2,
      handle: ({ params, body: { outgoingHash, passphrase, note } }) =>
        desk.drafts.decide(params.id, {
          outgoing: outgoingHash,
          decision: decided,
          passphrase,
          note,
        }),
    });
  return [
    declareRoute(roles, {
      method: "GET",
      path: "/api/approvals",
      access: owner,
      query: listQuery.omit({ after: true }),
      request: noBody(),
      answer: jsonAnswer(draftPage),
      cache: "no-store",
      handle: async ({ query: { limit } }) => {
        const items = await desk.drafts.waiting(limit);
        return { items, total: items.length, next: null };
      },
    }),
    decision("approve", "approved"),
    decision("return", "returned"),
  ];
}

function standingRoutes(desk: Desk): Route<Role>[] {
  return [
    declareRoute(roles, {
      method: "GET",
      path: "/api/standing-approvals",
      access: owner,
      request: noBody(),
      answer: jsonAnswer(standingList),
      cache: "no-store",
      handle: async () => ({ items: await desk.standing.all() }),
    }),
    declareRoute(roles, {
      method: "POST",
      path: "/api/standing-approvals",
      access: owner,
      request: jsonBody(standingRequest, { bytesMax: decisionBytesMax }),
      answer: jsonAnswer(standingView, { status: 201 }),
      cache: "no-store",
      deadlineMs: slowMsMax,
      atOnceMax: 2,
      handle: ({ body }) => desk.standing.add(body.terms, body.passphrase),
    }),
  ];
}

function endRoutes(desk: Desk): Route<Role>[] {
  return [
    declareRoute(roles, {
      method: "POST",
      path: "/api/standing-approvals/:id/revoke",
      access: owner,
      request: jsonBody(passphraseRequest, { bytesMax: decisionBytesMax }),
      answer: jsonAnswer(standingView),
      cache: "no-store",
      deadlineMs: slowMsMax,
      atOnceMax: 2,
      handle: ({ params, body }) => desk.standing.revoke(params.id, body.passphrase),
    }),
    declareRoute(roles, {
      method: "GET",
      path: "/api/standing-approvals/:id/uses",
      access: owner,
      request: noBody(),
      answer: jsonAnswer(standingUses),
      cache: "no-store",
      handle: async ({ params }) => ({ items: [...(await desk.standing.uses(params.id))] }),
    }),
  ];
}
