/** The exchange's routes described for programs: made of the routes themselves, the same for everyone. */

import { openApiRoute, type Route } from "@tocsin/http";

import { type Role, roles } from "../roles.ts";

const info = {
  title: "Tocsin exchange",
  description:
    "What the exchange takes and gives. It knows nobody: capsules come through relays, and the feed is " +
    "the same for every reader.",
  version: "1",
  securitySchemes: {
    readSession: {
      type: "http",
      scheme: "bearer",
      description: "An anonymous read session, bought with a token of the purpose `read`.",
    },
  },
} as const;

const open = { anyone: true, reader: true } as const;

export function withDescription(routes: readonly Route<Role>[]): Route<Role>[] {
  const all: Route<Role>[] = [...routes, openApiRoute(roles, open, info, () => all)];
  return all;
}
