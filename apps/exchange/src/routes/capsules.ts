/** What comes through the relay: capsules, and once a day the opening of a read session. RFC 9458 §6. */

import { bytesAnswer, declareRoute, rawBody, type Route } from "@tocsin/http";
import { canonicalJson, parseJson, type Random, textOf, TocsinError, utf8 } from "@tocsin/kernel";
import {
  bytesOf,
  capsuleBytes,
  capsulePath,
  encodeBinaryResponse,
  forwardingFieldNames,
  obliviousRequestMediaType,
  obliviousResponseMediaType,
  parseMessage,
  type SessionAnswer,
  sessionAnswer,
  sessionPath,
  sessionRequest,
} from "@tocsin/wire";

import { type Gateway, type Opened, requestIn } from "../gateway/gateway.ts";
import type { Sessions } from "../reading/sessions.ts";
import { openToAll, type Role, roles } from "../roles.ts";

/** Bytes of every session answer inside its seal: room for the most keys there can be. */
export const sessionAnswerBytes = 48 * 1024;
/** Capsules in work at one time; more wait outside. */
const atOnceMax = 2048;
const forwarding = [
  ...forwardingFieldNames,
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-port",
  "x-forwarded-proto",
  "x-forwarded-server",
];

export function capsuleRoutes(gateway: Gateway, sessions: Sessions, random: Random): Route<Role>[] {
  const shared = {
    method: "POST",
    access: openToAll,
    request: rawBody({ mediaTypes: [obliviousRequestMediaType], bytesMax: capsuleBytes }),
    answer: bytesAnswer(obliviousResponseMediaType),
    cache: "no-store",
    atOnceMax,
  } as const;
  return [
    declareRoute(roles, {
      ...shared,
      path: capsulePath,
      handle: async ({ body, header }) => {
        refuseForwarded(header);
        return { body: await gateway.takeCapsule(body.bytes) };
      },
    }),
    declareRoute(roles, {
      ...shared,
      path: sessionPath,
      handle: async ({ body, header }) => {
        refuseForwarded(header);
        const opened = await gateway.open(body.bytes);
        const answer = await answerTo(opened, sessions);
        return { body: opened.sealResponse(padded(answer), random) };
      },
    }),
  ];
}

async function answerTo(opened: Opened, sessions: Sessions): Promise<SessionAnswer> {
  const token = tokenIn(opened);
  return token === undefined ? { is: "refused", why: "invalid" } : sessions.open(token);
}

function tokenIn(opened: Opened): Uint8Array | undefined {
  const text = textOf(requestIn(opened, sessionPath)?.content ?? new Uint8Array());
  if (text === undefined) return undefined;
  try {
    return bytesOf(parseMessage(sessionRequest, parseJson(text)).token);
  } catch (error) {
    if (error instanceof TocsinError) return undefined;
    throw error;
  }
}

function padded(answer: SessionAnswer): Uint8Array<ArrayBuffer> {
  const content = utf8(canonicalJson(parseMessage(sessionAnswer, answer)));
  const fields = [{ name: "content-type", value: "application/json" }];
  const response = { informational: [], status: 200, fields, content, trailers: [] };
  return encodeBinaryResponse(response, sessionAnswerBytes);
}

/** A hop that tells where a capsule came from is misconfigured: nothing of it may land here. */
function refuseForwarded(header: (name: string) => string | undefined): void {
  if (forwarding.some((name) => header(name) !== undefined)) {
    throw new TocsinError("request-malformed", { detail: "forwarding header" });
  }
}
