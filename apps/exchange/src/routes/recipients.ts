/**
 * What named recipients do beside reading by TAXII: they see what waits for their signature, and sign. Hashes
 * alone stand in it; the recipient learns that a report waits and nothing of what it says.
 */

import { declareRoute, jsonAnswer, jsonBody, noBody, type Route } from "@tocsin/http";
import { TocsinError } from "@tocsin/kernel";
import {
  receiptsDue,
  receiptsDuePath,
  receiptsPath,
  type RecipientLeaf,
  signedUseReceipt,
} from "@tocsin/wire";
import { z } from "zod";

import { noticeBytesMax } from "../limits.ts";
import type { RecipientCallers, Shown } from "../recipients/callers.ts";
import type { Releases } from "../recipients/releases.ts";
import { type Role, roles } from "../roles.ts";

const taken = z.strictObject({ reports: z.number().int().positive() });
const atOnceMax = 8;
const shared = {
  access: { anyone: false, reader: false, recipient: true },
  cache: "no-store",
  atOnceMax,
} as const;

export function recipientRoutes(releases: Releases, callers: RecipientCallers): Route<Role>[] {
  const callerOf = async (shown: Shown): Promise<RecipientLeaf> => {
    const caller = await callers.caller(shown);
    // Dropped since its role was looked up.
    if (caller === undefined) throw new TocsinError("not-signed-in");
    return caller;
  };
  return [
    declareRoute(roles, {
      ...shared,
      method: "GET",
      path: receiptsDuePath,
      request: noBody(),
      answer: jsonAnswer(receiptsDue),
      handle: async (call) => releases.due(await callerOf(call)),
    }),
    declareRoute(roles, {
      ...shared,
      method: "POST",
      path: receiptsPath,
      request: jsonBody(signedUseReceipt, { bytesMax: noticeBytesMax }),
      answer: jsonAnswer(taken),
      handle: async (call) => {
        await releases.takeReceipt(await callerOf(call), call.body);
        return { reports: call.body.receipt.reports.length };
      },
    }),
  ];
}
