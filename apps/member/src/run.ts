/** The member node as a service: its log, and its end in order. */

import { createLog, logOptions } from "@tocsin/http";
import { systemClock } from "@tocsin/kernel";
import closeWithGrace from "close-with-grace";
import { pino } from "pino";
import { startMember } from "./compose.ts";
import { announce, type MemberConfig } from "./config.ts";

export async function runMember(config: MemberConfig): Promise<void> {
  const log = createLog(pino(logOptions("member", systemClock)));
  const starting = startMember(config, { log });
  closeWithGrace(async () => (await starting)[Symbol.asyncDispose]());
  const member = await starting;
  announce(() => member.signInUrl());
}
