/** Runs the member node. `tocsin up` does the same. */

import { createLog, logOptions } from "@tocsin/http";
import { systemClock } from "@tocsin/kernel";
import closeWithGrace from "close-with-grace";
import { pino } from "pino";
import { startMember } from "./compose.ts";
import { announce, explain, readConfig } from "./config.ts";

try {
  const log = createLog(pino(logOptions("member", systemClock)));
  const member = await startMember(readConfig(), { log });
  announce(() => member.signInUrl());
  closeWithGrace(() => member[Symbol.asyncDispose]());
} catch (error) {
  process.exitCode = explain(error);
}
