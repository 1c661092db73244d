/** The node itself: its state, its checks, the company's profile, the ledger. */

import { declareRoute, jsonAnswer, jsonBody, noBody, type Route } from "@tocsin/http";
import {
  alarmEvidence,
  alarmList,
  checkpointComparison,
  checkpointQuestion,
  ledgerHead,
} from "@tocsin/wire/proofs";
import {
  companyProfile,
  ledgerCheck,
  nodeChecks,
  nodeStatus,
  profileProposals,
  profileSeeds,
} from "@tocsin/wire/node-api";
import type { Desk } from "../desk/desk.ts";
import type { Doctor } from "../doctor.ts";
import type { Protocol } from "../protocol.ts";
import { owner, type Role, roles } from "./roles.ts";

const profileBytesMax = 32 * 1024 * 1024;
const checkpointBytesMax = 128 * 1024;
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
    ...alarmRoutes(protocol),
    ...ledgerRoutes(protocol),
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

function alarmRoutes({ alarms }: Protocol): Route<Role>[] {
  return [
    declareRoute(roles, {
      method: "GET",
      path: "/api/alarms",
      access: owner,
      request: noBody(),
      answer: jsonAnswer(alarmList),
      cache: "no-store",
      handle: () => alarms.alarms(),
    }),
    declareRoute(roles, {
      method: "GET",
      path: "/api/alarms/:id/evidence",
      access: owner,
      request: noBody(),
      answer: jsonAnswer(alarmEvidence),
      cache: "no-store",
      handle: ({ params }) => alarms.alarmEvidence(params.id),
    }),
  ];
}

function ledgerRoutes(protocol: Protocol): Route<Role>[] {
  return [
    declareRoute(roles, {
      method: "GET",
      path: "/api/ledger",
      access: owner,
      request: noBody(),
      answer: jsonAnswer(ledgerHead),
      cache: "no-store",
      handle: () => protocol.ledgerHead(),
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
      method: "POST",
      path: "/api/ledger/compare",
      access: owner,
      request: jsonBody(checkpointQuestion, { bytesMax: checkpointBytesMax }),
      answer: jsonAnswer(checkpointComparison),
      cache: "no-store",
      deadlineMs: checkMsMax,
      atOnceMax: 1,
      handle: async ({ body }) => {
        const verdict = await protocol.judgeCheckpoint(body.checkpoint);
        return { verdict, size: (await protocol.ledgerHead()).size };
      },
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
