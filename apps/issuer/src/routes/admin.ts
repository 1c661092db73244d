/** `POST /admin/COMMAND`, on this machine alone, with the bearer of the state folder. */

import { sha256 } from "@tocsin/crypto";
import {
  type Credentials,
  declareRoute,
  defineRoles,
  jsonAnswer,
  jsonBody,
  type Route,
} from "@tocsin/http";
import { equalBytes, utf8 } from "@tocsin/kernel";
import type { z } from "zod";

import { type CommandInput, type CommandName, commandNames, commands } from "../admin/commands.ts";
import { adminPath } from "../admin/running.ts";
import { adminBytesMax } from "../limits.ts";

export const adminRoles = defineRoles("anyone", "operator");
export type AdminRole = "anyone" | "operator";

const deadlineMs = 120_000;

/** Hashes are compared, so that the time says nothing of the bearer. */
export function identifyOperator(bearer: string): (given: Credentials) => AdminRole {
  const expected = sha256(utf8(`Bearer ${bearer}`));
  return ({ header }) => {
    const given = sha256(utf8(header("authorization") ?? ""));
    return equalBytes(given, expected) ? "operator" : "anyone";
  };
}

export type RunCommand = (name: CommandName, input: CommandInput<CommandName>) => Promise<unknown>;

export function adminRoutes(run: RunCommand): Route<AdminRole>[] {
  return commandNames.map((name) => {
    // The table's schemas differ by command; here they are only carried from request to answer.
    const input: z.ZodType<CommandInput<CommandName>> = commands[name].input as never;
    const output: z.ZodType = commands[name].output;
    return declareRoute(adminRoles, {
      method: "POST",
      path: adminPath(name),
      access: { anyone: false, operator: true },
      request: jsonBody(input, { bytesMax: adminBytesMax }),
      answer: jsonAnswer(output),
      cache: "no-store",
      deadlineMs,
      handle: ({ body }) => run(name, body),
    });
  });
}
