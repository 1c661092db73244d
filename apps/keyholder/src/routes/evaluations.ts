/** Where members have points evaluated. The signature inside is their credential. */

import { declareRoute, defineRoles, jsonAnswer, jsonBody, type Route } from "@tocsin/http";
import {
  type EvaluationAnswer,
  evaluationAnswer,
  evaluationPath,
  type EvaluationRequest,
  evaluationRequest,
} from "@tocsin/wire";

import { evaluationBytesMax, evaluationDeadlineMs } from "../limits.ts";

/** Members are told apart by the signature inside, not by a session. */
export const roles = defineRoles("anyone");
export type Role = "anyone";

export function evaluationRoute(
  answer: (request: EvaluationRequest) => Promise<EvaluationAnswer>,
): Route<Role> {
  return declareRoute(roles, {
    method: "POST",
    path: evaluationPath,
    access: { anyone: true },
    request: jsonBody(evaluationRequest, { bytesMax: evaluationBytesMax }),
    answer: jsonAnswer(evaluationAnswer),
    cache: "no-store",
    deadlineMs: evaluationDeadlineMs,
    atOnceMax: 1024,
    handle: ({ body }) => answer(body),
  });
}
