/** Runs the relay from the command line. */

import { createLog, logOptions } from "@tocsin/http";
import { explain } from "@tocsin/http/settings";
import { systemClock } from "@tocsin/kernel";
import closeWithGrace from "close-with-grace";
import { pino } from "pino";

import { startRelay } from "./compose.ts";
import { readConfig } from "./config.ts";

try {
  const log = createLog(pino(logOptions("relay", systemClock)));
  const starting = startRelay(readConfig(), { log });
  closeWithGrace(async () => (await starting)[Symbol.asyncDispose]());
  const relay = await starting;
  log.info("relay-listening", { port: relay.port });
} catch (error) {
  process.exitCode = explain(error, console.error);
}
