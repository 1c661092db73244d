/** Where the issuer hands in the key directory of an epoch. Its signature is the credential. */

import { declareRoute, emptyAnswer, jsonBody, type Route } from "@tocsin/http";
import { TocsinError } from "@tocsin/kernel";
import { noticePath, signedDirectory } from "@tocsin/wire";

import type { Directories } from "../directories.ts";
import { directoryBytesMax } from "../limits.ts";
import { type Role, roles } from "../roles.ts";

const atOnceMax = 4;

export function noticeRoutes(directories: Directories): Route<Role>[] {
  return [
    declareRoute(roles, {
      method: "POST",
      path: noticePath,
      access: { anyone: true, admitted: true },
      request: jsonBody(signedDirectory, { bytesMax: directoryBytesMax }),
      answer: emptyAnswer(),
      cache: "no-store",
      atOnceMax,
      handle: async ({ body }) => {
        const outcome = await directories.accept(body);
        if (outcome === "bad-signature") throw new TocsinError("notice-refused");
        return undefined;
      },
    }),
  ];
}
