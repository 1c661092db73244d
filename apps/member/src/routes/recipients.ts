/** Who outside of the community may be given reports, and to whom one was given. */

import { declareRoute, jsonAnswer, noBody, type Route } from "@tocsin/http";
import { givenReports, recipientList } from "@tocsin/wire/recipients";

import type { Recipients } from "../recipients/recipients.ts";
import { readable, type Role, roles } from "./roles.ts";

export function recipientRoutes(recipients: Recipients): Route<Role>[] {
  const shared = { method: "GET", access: readable, request: noBody(), cache: "no-store" } as const;
  return [
    declareRoute(roles, {
      ...shared,
      path: "/api/recipients",
      answer: jsonAnswer(recipientList),
      handle: async () => ({ items: [...(await recipients.list())] }),
    }),
    declareRoute(roles, {
      ...shared,
      path: "/api/reports/:id/deliveries",
      answer: jsonAnswer(givenReports),
      handle: async ({ params }) => ({ items: [...(await recipients.givenTo(params.id))] }),
    }),
  ];
}
