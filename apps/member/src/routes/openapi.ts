/** The local API described for programs: made of the routes themselves, the same in every node. */

import { openApiRoute, type Route } from "@tocsin/http";

import { readable, type Role, roles } from "./roles.ts";

const info = {
  title: "Tocsin member node",
  description:
    "The local API of a member node: for the company's own people and systems, on its own machine. " +
    "Nothing is shared by a key alone: what systems add is decided on by people.",
  version: "1",
  securitySchemes: {
    bearer: {
      type: "http",
      scheme: "bearer",
      description: "A key of `tocsin taxii key add --scope api:read`, or the command line's own.",
    },
    session: {
      type: "apiKey",
      in: "cookie",
      name: "tocsin_PORT",
      description: "The console's session; changes carry `X-Tocsin: 1` as well.",
    },
  },
} as const;

export function withDescription(routes: readonly Route<Role>[]): Route<Role>[] {
  const all: Route<Role>[] = [...routes, openApiRoute(roles, readable, info, () => all)];
  return all;
}
