/** The node itself: its state, its checks, the company's profile, the ledger. */

import { declareRoute, jsonAnswer, jsonBody, noBody, type Route } from "@tocsin/http";
import {
  companyProfile,
  ledgerCheck,
  nodeChecks,
  nodeStatus,
  profileProposals,
  profileSeeds,
} from "@tocsin/wire";
import type { Desk } from "../desk/desk.ts";
import type { Doctor } from "../doctor.ts";
import type { Protocol } from "../protocol.ts";
import { owner, type Role, roles } from "./roles.ts";

const profileBytesMax = 32 * 1024 * 1024;
/** Longer than the inspection's own deadline. */
const learningMsMax = 180_000;
/** Everything that is stored is read again. */
const checkMsMax = 15 * 60_000;

export interface NodeParts {
  readonly desk: Desk;
  readonly protocol: Protocol;
  readonly doctor: Doctor;
}

export function nodeRoutes({ desk, protocol, doctor }: NodeParts): Route<Role>[] {
  return [
    ...profileRoutes(desk),
    declareRoute(roles, {
      method: "GET",
      path: "/api/status",
      access: owner,
      request: noBody(),
      answer: jsonAnswer(nodeStatus),
      cache: "no-store",
      handle: () => desk.status(),
    }),
    declareRoute(roles, {
      method: "GET",
      path: "/api/ledger/check",
      access: owner,
      request: noBody(),
      answer: jsonAnswer(ledgerCheck),
      cache: "no-store",
      deadlineMs: checkMsMax,
      atOnceMax: 2,
      handle: () => protocol.checkLedger(),
    }),
    declareRoute(roles, {
      method: "GET",
      path: "/api/doctor",
      access: owner,
      request: noBody(),
      answer: jsonAnswer(nodeChecks),
      cache: "no-store",
      deadlineMs: checkMsMax,
      atOnceMax: 2,
      handle: async () => ({ checks: await doctor.check() }),
    }),
  ];
}

function profileRoutes(desk: Desk): Route<Role>[] {
  return [
    declareRoute(roles, {
      method: "GET",
      path: "/api/profile",
      access: owner,
      request: noBody(),
      answer: jsonAnswer(companyProfile),
      cache: "no-store",
      handle: () => desk.profile(),
    }),
    declareRoute(roles, {
      method: "PUT",
      path: "/api/profile",
      access: owner,
      request: jsonBody(companyProfile, { bytesMax: profileBytesMax }),
      answer: jsonAnswer(companyProfile),
      cache: "no-store",
      handle: async ({ body }) => {
        await desk.setProfile(body);
        return desk.profile();
      },
    }),
    declareRoute(roles, {
      method: "POST",
      path: "/api/profile/proposals",
      access: owner,
      request: jsonBody(profileSeeds, { bytesMax: profileBytesMax }),
      answer: jsonAnswer(profileProposals),
      cache: "no-store",
      deadlineMs: learningMsMax,
      atOnceMax: 1,
      handle: ({ body }) => desk.learnProfile(body.files),
    }),
  ];
}
