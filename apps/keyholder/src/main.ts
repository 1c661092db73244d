/** Runs the key holder from the command line. */

import { createLog, logOptions } from "@tocsin/http";
import { explain } from "@tocsin/http/settings";
import { systemClock } from "@tocsin/kernel";
import closeWithGrace from "close-with-grace";
import { pino } from "pino";

import { initKeyHolder, startKeyHolder } from "./compose.ts";
import { readCommand } from "./config.ts";

try {
  const command = readCommand();
  const log = createLog(pino(logOptions("keyholder", systemClock)));
  if (command.do === "init") console.log((await initKeyHolder(command.stateDir)).publicKey);
  else {
    const holder = startKeyHolder(command.config, { log });
    closeWithGrace(async () => (await holder)[Symbol.asyncDispose]());
    log.info("keyholder-listening", { port: (await holder).port });
  }
} catch (error) {
  process.exitCode = explain(error, console.error);
}
