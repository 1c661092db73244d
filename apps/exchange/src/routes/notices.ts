/** Where issuer and key holders hand in what goes into the ledger. The signature is the credential. */

import { declareRoute, jsonAnswer, jsonBody, type Route } from "@tocsin/http";
import {
  noticePath,
  signedCommunity,
  signedDirectory,
  signedHolderRecord,
  signedRefunds,
} from "@tocsin/wire";
import { z } from "zod";

import { noticeBytesMax } from "../limits.ts";
import type { Notices } from "../notices/notices.ts";
import { openToAll, type Role, roles } from "../roles.ts";

const body = z.union([signedCommunity, signedDirectory, signedHolderRecord, signedRefunds]);
/** Position of its leaf; null while it waits for the end of the round. */
const answer = z.strictObject({ position: z.number().int().nonnegative().nullable() });
const atOnceMax = 8;

export function noticeRoutes(notices: Notices): Route<Role>[] {
  return [
    declareRoute(roles, {
      method: "POST",
      path: noticePath,
      access: openToAll,
      request: jsonBody(body, { bytesMax: noticeBytesMax }),
      answer: jsonAnswer(answer),
      cache: "no-store",
      atOnceMax,
      handle: async ({ body: signed }) => ({ position: await notices.accept(signed) }),
    }),
  ];
}
