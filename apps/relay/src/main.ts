/** Runs the relay from the command line. */

import { createLog, logOptions } from "@tocsin/http";
import { systemClock } from "@tocsin/kernel";
import closeWithGrace from "close-with-grace";
import { pino } from "pino";

import { startRelay } from "./compose.ts";
import { explain, readConfig } from "./config.ts";

try {
  const log = createLog(pino(logOptions("relay", systemClock)));
  const relay = await startRelay(readConfig(), { log });
  log.info("relay-listening", { port: relay.port });
  closeWithGrace(() => relay[Symbol.asyncDispose]());
} catch (error) {
  process.exitCode = explain(error);
}
