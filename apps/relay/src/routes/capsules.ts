/** Sealed requests on their way to the gateway: one size in, the gateway's bytes out. RFC 9458 §6.1. */

import { bytesAnswer, declareRoute, rawBody, type Route } from "@tocsin/http";
import { TocsinError } from "@tocsin/kernel";
import {
  capsuleBytes,
  capsulePath,
  obliviousRequestMediaType,
  obliviousResponseMediaType,
  sessionPath,
} from "@tocsin/wire";

import type { Admission } from "../admission.ts";
import type { Gateway } from "../gateway.ts";
import { sealedAtOnceMax, sealedDeadlineMsMax } from "../limits.ts";
import { type Role, roles } from "../roles.ts";

/** Taking the body and the answer's way back, beside the gateway's own deadline. */
const deadlineMs = 2 * sealedDeadlineMsMax;

export function capsuleRoutes(gateway: Gateway, admission: Admission): Route<Role>[] {
  const route = (path: string, take: (authorization: string | undefined) => boolean) =>
    declareRoute(roles, {
      method: "POST",
      path,
      access: { anyone: false, admitted: true },
      request: rawBody({ mediaTypes: [obliviousRequestMediaType], bytesMax: capsuleBytes }),
      answer: bytesAnswer(obliviousResponseMediaType),
      cache: "no-store",
      deadlineMs,
      atOnceMax: sealedAtOnceMax,
      handle: async ({ body, header, signal }) => {
        if (body.bytes.length !== capsuleBytes) throw new TocsinError("capsule-unreadable");
        if (!take(header("authorization"))) throw new TocsinError("admission-used");
        return { body: await gateway.forward(path, body.bytes, signal) };
      },
    });
  return [
    route(capsulePath, (authorization) => admission.takeRound(authorization)),
    route(sessionPath, (authorization) => admission.takeSession(authorization)),
  ];
}
