/** Runs the member node. `tocsin up` does the same. */

import { createLog, logOptions } from "@tocsin/http";
import { systemClock } from "@tocsin/kernel";
import closeWithGrace from "close-with-grace";
import { pino } from "pino";
import { startMember } from "./compose.ts";
import { announce, explain, readConfig } from "./config.ts";

try {
  const log = createLog(pino(logOptions("member", systemClock)));
  const starting = startMember(readConfig(), { log });
  closeWithGrace(async () => (await starting)[Symbol.asyncDispose]());
  const member = await starting;
  announce(() => member.signInUrl());
} catch (error) {
  process.exitCode = explain(error);
}
