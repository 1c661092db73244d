/** The exchange's routes described for programs: made of the routes themselves, the same for everyone. */

import { openApiRoute, type Route } from "@tocsin/http";

import { openToAll, type Role, roles } from "../roles.ts";

const info = {
  title: "Tocsin exchange",
  description:
    "What the exchange takes and gives. It knows no member: capsules come through relays, and the feed is " +
    "the same for every reader. Recipients that its operator has named read what reporters chose to give " +
    "them by TAXII 2.1 under /taxii2/, and sign for it here.",
  version: "1",
  securitySchemes: {
    readSession: {
      type: "http",
      scheme: "bearer",
      description: "An anonymous read session, bought with a token of the purpose `read`.",
    },
    recipientKey: {
      type: "http",
      scheme: "bearer",
      description: "The key of a named recipient, or else its client certificate.",
    },
  },
} as const;

export function withDescription(routes: readonly Route<Role>[]): Route<Role>[] {
  const all: Route<Role>[] = [...routes, openApiRoute(roles, openToAll, info, () => all)];
  return all;
}
