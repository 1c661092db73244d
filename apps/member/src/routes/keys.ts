/** Membership and keys: for the command line alone, because a page must not be able to ask. */

import { declareRoute, emptyAnswer, jsonAnswer, jsonBody, type Route } from "@tocsin/http";
import { invitation } from "@tocsin/wire";
import { keyBackup, keyBackupRequest, keyRestoreRequest } from "@tocsin/wire/node-api";
import type { Protocol } from "../protocol.ts";
import { type Role, roles, terminalOnly } from "./roles.ts";
import { nothing } from "./session.ts";

/** Passphrases are made slow to try on purpose. */
const slowMsMax = 180_000;
const invitationBytesMax = 64 * 1024;
const backupBytesMax = 8 * 1024 * 1024;
const passphraseBytesMax = 16 * 1024;

export interface KeyParts {
  readonly protocol: Protocol;
  /** Told after the node has joined. */
  readonly onEnrolled: () => void;
}

export function keyRoutes({ protocol, onEnrolled }: KeyParts): Route<Role>[] {
  return [
    declareRoute(roles, {
      method: "POST",
      path: "/api/enrol",
      access: terminalOnly,
      request: jsonBody(invitation, { bytesMax: invitationBytesMax }),
      answer: emptyAnswer(),
      cache: "no-store",
      deadlineMs: slowMsMax,
      atOnceMax: 1,
      handle: async ({ body }) => {
        await protocol.enrol(body);
        onEnrolled();
        return undefined;
      },
    }),
    declareRoute(roles, {
      method: "POST",
      path: "/api/rotate",
      access: terminalOnly,
      request: nothing,
      answer: emptyAnswer(),
      cache: "no-store",
      deadlineMs: slowMsMax,
      atOnceMax: 1,
      handle: async () => {
        await protocol.rotateKey();
        return undefined;
      },
    }),
    ...backupRoutes(protocol),
  ];
}

function backupRoutes(protocol: Protocol): Route<Role>[] {
  return [
    declareRoute(roles, {
      method: "POST",
      path: "/api/keys/backup",
      access: terminalOnly,
      request: jsonBody(keyBackupRequest, { bytesMax: passphraseBytesMax }),
      answer: jsonAnswer(keyBackup),
      cache: "no-store",
      deadlineMs: slowMsMax,
      atOnceMax: 1,
      handle: async ({ body }) => ({ backup: await protocol.backupKeys(body.passphrase) }),
    }),
    declareRoute(roles, {
      method: "POST",
      path: "/api/keys/restore",
      access: terminalOnly,
      request: jsonBody(keyRestoreRequest, { bytesMax: backupBytesMax }),
      answer: emptyAnswer(),
      cache: "no-store",
      deadlineMs: slowMsMax,
      atOnceMax: 1,
      handle: async ({ body }) => {
        await protocol.restoreKeys(body.backup, body.passphrase);
        return undefined;
      },
    }),
  ];
}
