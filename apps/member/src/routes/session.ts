/** Signing in, and news as they come. */

import {
  declareRoute,
  emptyAnswer,
  eventAnswer,
  type EventHub,
  jsonAnswer,
  jsonBody,
  noBody,
  type Route,
} from "@tocsin/http";
import { signInLink, signInRequest } from "@tocsin/wire/node-api";
import { z } from "zod";
import type { NodeEvent } from "../desk/desk.ts";
import type { Inspector } from "../desk/inspection/inspector.ts";
import type { Access } from "./access.ts";
import { anyone, owner, type Role, roles, terminalOnly } from "./roles.ts";

/** A console that stays open is asked to come again once a day. */
const eventsMsMax = 24 * 3_600_000;
const smallBytesMax = 4096;
/** `{}`: browsers and the command line send it where there is nothing to say. */
export const nothing = jsonBody(z.strictObject({}), { bytesMax: smallBytesMax });

export function sessionRoutes(
  access: Access,
  hub: EventHub<NodeEvent>,
  consoleUrl: () => string,
  /** Told when a console is opened. */
  reader: Pick<Inspector, "warm">,
): Route<Role>[] {
  return [
    declareRoute(roles, {
      method: "POST",
      path: "/api/sign-in",
      access: anyone,
      request: jsonBody(signInRequest, { bytesMax: smallBytesMax }),
      answer: emptyAnswer(),
      cache: "no-store",
      handle: ({ body, answerHeaders }) => {
        answerHeaders.set("set-cookie", access.signIn(body.token));
        return undefined;
      },
    }),
    declareRoute(roles, {
      method: "POST",
      path: "/api/sign-in-links",
      access: terminalOnly,
      request: nothing,
      answer: jsonAnswer(signInLink, { status: 201 }),
      cache: "no-store",
      handle: () => {
        const { token, expiresMs } = access.newLink();
        return { url: `${consoleUrl()}/#token=${token}`, expiresMs };
      },
    }),
    declareRoute(roles, {
      method: "GET",
      path: "/api/events",
      access: owner,
      request: noBody(),
      answer: eventAnswer(),
      cache: "no-store",
      deadlineMs: eventsMsMax,
      handle: ({ signal }) => {
        reader.warm();
        return hub.open(signal);
      },
    }),
  ];
}
