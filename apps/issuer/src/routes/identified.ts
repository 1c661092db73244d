/** `POST /identified`: whoever has a member's key, or an invitation. Anyone may try. */

import { declareRoute, defineRoles, jsonAnswer, jsonBody, type Route } from "@tocsin/http";
import {
  type IdentifiedAnswer,
  identifiedAnswer,
  identifiedPath,
  type IdentifiedRequest,
  identifiedRequest,
} from "@tocsin/wire";

import { identifiedBytesMax, identifiedDeadlineMs } from "../limits.ts";

/** Members are told apart by the signature inside, not by a session. */
export const publicRoles = defineRoles("anyone");
export type PublicRole = "anyone";

export function identifiedRoute(
  answer: (request: IdentifiedRequest) => Promise<IdentifiedAnswer>,
): Route<PublicRole> {
  return declareRoute(publicRoles, {
    method: "POST",
    path: identifiedPath,
    access: { anyone: true },
    request: jsonBody(identifiedRequest, { bytesMax: identifiedBytesMax }),
    answer: jsonAnswer(identifiedAnswer),
    cache: "no-store",
    deadlineMs: identifiedDeadlineMs,
    atOnceMax: 256,
    handle: ({ body }) => answer(body),
  });
}
